import { Trans } from 'react-i18next';
import { Link } from 'react-router';
import { instanceLink } from '../pages/instances/InstanceTable';
import './references.css';

/** Says which service a value comes from. */
export function SetBy({ service }: { service: string }) {
  return (
    <span className="set-by">
      <Trans
        i18nKey="references.setBy"
        values={{ service }}
        components={{ to: <Link to={instanceLink(service, 'references')} /> }}
      />
    </span>
  );
}

/** What is said beside each field that a service has set. */
export const marksOf = (overridden: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(overridden).map(([name, service]) => [name, <SetBy service={service} />]),
  );

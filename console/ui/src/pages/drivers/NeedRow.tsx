import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Dependency } from '../../api/references';
import { InstanceTag, Tag } from '../../components/Level';
import { useLive } from '../../live/store';
import { instanceLink } from '../instances/InstanceTable';
import '../../references/references.css';

/** One thing that a service needs: what it is, what is installed of it, and the instance. */
export function NeedRow({ need }: { need: Dependency }) {
  const { t } = useTranslation();
  const { alias, package: id, version, commands, problem } = need;
  return (
    <li>
      <div className="need-what">
        <span className="need-head">
          <strong className="mono">{alias}</strong>
          {need.installed === null ? id : <Link to={driverLink(need.installed)}>{id}</Link>}
          <span className="mono quiet">{version}</span>
        </span>
        {commands.length > 0 ? (
          <span className="quiet">{t('needs.commands', { names: commands.join(', ') })}</span>
        ) : null}
        {problem ? <span className="field-error">{problem}</span> : null}
      </div>
      <div className="need-state">
        <Installed need={need} />
        {need.installed === null ? null : <Target id={need.refersTo} />}
      </div>
    </li>
  );
}

/** To a package by its reference. */
function driverLink(ref: string): string {
  const [id = '', version = ''] = ref.split('@');
  return `/drivers/${encodeURIComponent(id)}?version=${encodeURIComponent(version)}`;
}

function Installed({ need: { installed } }: { need: Dependency }) {
  const { t } = useTranslation();
  const version = installed?.split('@')[1];
  return version === undefined ? (
    <Tag tone="error" text={t('needs.missing')} />
  ) : (
    <Tag tone="ok" text={t('needs.installed', { version })} />
  );
}

function Target({ id }: { id: string | null }) {
  const { t } = useTranslation();
  const instance = useLive(({ instances }) => instances?.find((it) => it.id === id));
  if (id === null) return <span className="quiet">{t('needs.notMade')}</span>;
  return (
    <span className="need-head">
      <Link to={instanceLink(id)}>{id}</Link>
      {instance ? <InstanceTag state={instance.state} /> : null}
    </span>
  );
}

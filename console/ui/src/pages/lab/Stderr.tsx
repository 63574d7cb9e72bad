import { useTranslation } from 'react-i18next';
import { Panel } from '../../components/Panel';
import { stamp } from '../../format/format';
import type { StderrLine } from './session';
import { useStickToEnd } from './useStickToEnd';

/** What the driver wrote beside the protocol. */
export function Stderr({ lines }: { lines: readonly StderrLine[] }) {
  const { t } = useTranslation();
  const stick = useStickToEnd(lines.at(-1)?.key);
  return (
    <Panel title="stderr">
      {lines.length === 0 ? <p className="quiet">{t('lab.noStderr')}</p> : null}
      <ol className="lab-stream lab-stderr" tabIndex={0} aria-label="stderr" {...stick}>
        {lines.map(({ key, at, text }) => (
          <li key={key}>
            <time>{stamp(new Date(at).toISOString())}</time> {text}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

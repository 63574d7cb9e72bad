import { useTranslation } from 'react-i18next';
import { dateTime, elapsed } from '../format/format';
import type { UpdateRecord } from './record';
import { BumpTag, OutcomeTag } from './Tags';
import './updates.css';

/** Below it, a pause is the switch itself. */
const PAUSE_TOLD_MS = 1;

/** Updates and rollbacks, newest first. */
export function Records({ records }: { records: readonly UpdateRecord[] }) {
  const { t } = useTranslation();
  if (records.length === 0) return <p className="quiet">{t('updates.noHistory')}</p>;
  return (
    <ul className="update-records">
      {records.map((record) => (
        <Row key={record.id} record={record} />
      ))}
    </ul>
  );
}

function Row({ record }: { record: UpdateRecord }) {
  const { t } = useTranslation();
  const { what, from, to, type, outcome, reason, notes } = record;
  return (
    <li>
      <p className="update-head">
        <strong className="mono">
          {from} → {to}
        </strong>
        <OutcomeTag outcome={outcome} />
        {what === 'update' ? <BumpTag bump={type} /> : null}
        <span className="chip">{t(`updates.what.${what}`)}</span>
      </p>
      {reason ? <p className="update-reason">{reason}</p> : null}
      {notes.map((note) => (
        <p key={note} className="update-note">
          {note}
        </p>
      ))}
      <Facts record={record} />
    </li>
  );
}

function Facts({ record: { at, by, pausedMs, endedAt } }: { record: UpdateRecord }) {
  const { t, i18n } = useTranslation();
  const took = endedAt ? Date.parse(endedAt) - Date.parse(at) : undefined;
  const facts = [
    t('updates.by', { name: by }),
    took === undefined ? '' : t('updates.took', { time: elapsed(took) }),
    pausedMs > PAUSE_TOLD_MS ? t('updates.paused', { time: elapsed(pausedMs) }) : '',
  ];
  return (
    <p className="update-facts">
      <time dateTime={at}>{dateTime(at, i18n.language)}</time>
      {facts.filter(Boolean).map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  );
}

import { useTranslation } from 'react-i18next';
import { Dot, type Tone } from '../components/Level';
import { dateTime } from '../format/format';
import './updates.css';

/** An update or rollback that is over, or under way. */
export interface UpdateRecord {
  at: string;
  by: string;
  what: string;
  from: string;
  to: string;
  outcome: string;
  reason: string;
  /** What else there is to know, in sentences. */
  notes?: string[];
}

const TONES: Record<string, Tone> = {
  'under-way': 'info',
  committed: 'ok',
  'rolled-back': 'warn',
  abandoned: 'quiet',
  failed: 'error',
};

/** Updates and rollbacks, newest first. */
export function Records({ records }: { records: readonly UpdateRecord[] }) {
  const { t, i18n } = useTranslation();
  if (records.length === 0) return <p className="quiet">{t('updates.noHistory')}</p>;
  return (
    <ul className="update-records">
      {records.map(({ at, by, what, from, to, outcome, reason, notes = [] }) => (
        <li key={`${at} ${what}`}>
          <Dot tone={TONES[outcome] ?? 'quiet'} />
          <div>
            <p>
              <strong>
                {from} → {to}
              </strong>{' '}
              <span className="quiet">
                {what}, {outcome}
              </span>
            </p>
            {reason ? <p className="attention-reason">{reason}</p> : null}
            {notes.map((note) => (
              <p key={note} className="quiet">
                {note}
              </p>
            ))}
            <p className="quiet">
              {dateTime(at, i18n.language)} · {by}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

import { useTranslation } from 'react-i18next';
import type { UpdateRecord } from '../../../api/instance';
import { Dot, type Tone } from '../../../components/Level';
import { dateTime } from '../../../format/format';

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
      {records.map(({ at, by, what, from, to, outcome, reason }) => (
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
            <p className="quiet">
              {dateTime(at, i18n.language)} · {by}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

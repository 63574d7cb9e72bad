import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { KernelEvent } from '../../api/types';
import { Dot, EVENT_TONES } from '../../components/Level';
import { useNow } from '../../components/useNow';
import { summary, type Gathered } from '../../format/event';
import { clock, dateTime, dayKey, dayTitle } from '../../format/format';

const MINUTE_MS = 60_000;

/** Events under the day they fell on; expects them newest first. */
export function EventList({ entries }: { entries: Gathered[] }) {
  const { t, i18n } = useTranslation();
  const now = new Date(useNow(MINUTE_MS));
  return (
    <div role="group" aria-label={t('events.list')}>
      {byDay(entries).map(([day, ofDay]) => (
        <section key={day} className="day" aria-label={dayTitle(day, now, i18n.language)}>
          <h3>{dayTitle(day, now, i18n.language)}</h3>
          <ul>
            {ofDay.map(({ event, steps }) => (
              <Row key={event.seq} event={event} steps={steps} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function byDay(entries: Gathered[]): [string, Gathered[]][] {
  const days = new Map<string, Gathered[]>();
  for (const entry of entries) {
    const key = dayKey(entry.event.at);
    const ofDay = days.get(key);
    if (ofDay) ofDay.push(entry);
    else days.set(key, [entry]);
  }
  return [...days];
}

const Row = memo(function Row({ event, steps }: Gathered) {
  const { t, i18n } = useTranslation();
  const data = JSON.stringify(event.data, null, 2);
  return (
    <li>
      <details>
        <summary className="event">
          <time dateTime={event.at} title={dateTime(event.at, i18n.language)}>
            {clock(event.at, i18n.language)}
          </time>
          <Dot tone={EVENT_TONES[event.level]} />
          <span className="visually-hidden">{t(`events.levels.${event.level}`)}</span>
          <span className={`event-type event-${event.level}`}>{event.type}</span>
          <span className="event-subject">{event.subject}</span>
          <span className="event-text">{summary(event)}</span>
        </summary>
        <div className="event-data">
          <span>#{event.seq}</span>
          <time dateTime={event.at}>{dateTime(event.at, i18n.language)}</time>
          <pre tabIndex={0} aria-label={t('events.details')}>
            {data}
          </pre>
          {steps.length > 0 ? <Earlier steps={steps} /> : null}
        </div>
      </details>
    </li>
  );
});

/** The steps before the one shown, newest first. */
function Earlier({ steps }: { steps: readonly KernelEvent[] }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className="event-steps" aria-label={t('events.steps')}>
      {steps.map((step) => (
        <li key={step.seq}>
          <time dateTime={step.at}>{clock(step.at, i18n.language)}</time> {summary(step)}
        </li>
      ))}
    </ul>
  );
}

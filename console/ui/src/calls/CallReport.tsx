import { useTranslation } from 'react-i18next';
import { CopyButton } from '../components/CopyButton';
import { Dot, type Tone } from '../components/Level';
import { useMessage } from '../components/useMessage';
import { elapsed, inline } from '../format/format';
import type { CallState, Outcome } from './useCall';

const TONES: Record<Outcome['kind'], Tone> = {
  done: 'ok',
  error: 'error',
  refused: 'warn',
  cancelled: 'quiet',
  broken: 'error',
};

/** The events and the answer of a call. */
export function CallReport({ state }: { state: CallState }) {
  const { t } = useTranslation();
  const { events, heard, outcome } = state;
  const dropped = heard - events.length;
  return (
    <section className="report">
      {events.length > 0 ? (
        <>
          <h4>
            {t('call.events')} <span className="count-badge">{heard}</span>
          </h4>
          {dropped > 0 ? <p className="quiet">{t('call.dropped', { count: dropped })}</p> : null}
          <ol className="report-events" tabIndex={0} aria-label={t('call.events')}>
            {events.map((event) => (
              <li key={event.index}>
                <span className="quiet">{event.index}</span>
                <code>{event.name}</code>
                <span>{inline(event.value)}</span>
              </li>
            ))}
          </ol>
        </>
      ) : null}
      <div role="status">
        <Ending state={state} />
      </div>
      {outcome ? <Answer outcome={outcome} /> : null}
    </section>
  );
}

function Ending({ state }: { state: CallState }) {
  const { t } = useTranslation();
  const { running, outcome } = state;
  const time = elapsed(state.elapsedMs);
  if (running || !outcome) {
    return (
      <p className="report-end">
        <Dot tone="info" pulse /> {t('call.running')}
      </p>
    );
  }
  const words = {
    done: t('call.done', { time }),
    error: outcome.kind === 'error' ? t('call.error', { code: outcome.code, time }) : '',
    refused: t('call.refused'),
    cancelled: t('call.cancelled'),
    broken: t('call.broken'),
  };
  return (
    <p className="report-end">
      <Dot tone={TONES[outcome.kind]} /> {words[outcome.kind]}
    </p>
  );
}

function Answer({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const message = useMessage();
  switch (outcome.kind) {
    case 'cancelled':
      return null;
    case 'refused':
      return <p className="report-problem">{outcome.problem.message}</p>;
    case 'broken':
      return <p className="report-problem">{message(outcome.error)}</p>;
    case 'done':
    case 'error': {
      const text = JSON.stringify(outcome.value ?? null, null, 2);
      return (
        <div className="answer">
          <pre tabIndex={0} aria-label={t('call.answer')}>
            {text}
          </pre>
          <CopyButton text={text} />
        </div>
      );
    }
  }
}

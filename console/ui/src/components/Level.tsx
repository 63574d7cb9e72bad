import { useTranslation } from 'react-i18next';
import type { CheckLevel, InstanceState } from '../api/instance';
import type { EventLevel, HealthLevel, PluginState } from '../api/types';

export type Tone = 'ok' | 'warn' | 'error' | 'info' | 'quiet';

export const HEALTH_TONES: Record<HealthLevel, Tone> = {
  healthy: 'ok',
  degraded: 'warn',
  unhealthy: 'error',
};

export const EVENT_TONES: Record<EventLevel, Tone> = {
  info: 'quiet',
  warn: 'warn',
  error: 'error',
};

export const STATE_TONES: Record<PluginState, Tone> = {
  active: 'ok',
  loading: 'info',
  error: 'error',
  disabled: 'quiet',
  unloaded: 'quiet',
};

export const INSTANCE_TONES: Record<InstanceState, Tone> = {
  running: 'ok',
  starting: 'info',
  stopping: 'info',
  backoff: 'warn',
  crashed: 'error',
  stopped: 'quiet',
  configured: 'quiet',
  created: 'quiet',
};

export const CHECK_TONES: Record<CheckLevel, Tone> = {
  ok: 'ok',
  warn: 'warn',
  failing: 'error',
  unknown: 'quiet',
};

/** A coloured mark for the eye; the words beside it carry the meaning. */
export function Dot({ tone, pulse = false }: { tone: Tone; pulse?: boolean }) {
  return <span className={`dot dot-${tone}${pulse ? ' dot-pulse' : ''}`} aria-hidden />;
}

export function HealthTag({ level }: { level: HealthLevel }) {
  const { t } = useTranslation();
  return <Tag tone={HEALTH_TONES[level]} text={t(`health.level.${level}`)} />;
}

export function StateTag({ state }: { state: PluginState }) {
  const { t } = useTranslation();
  return (
    <Tag tone={STATE_TONES[state]} text={t(`plugins.state.${state}`)} pulse={state === 'loading'} />
  );
}

export function InstanceTag({ state }: { state: InstanceState }) {
  const { t } = useTranslation();
  const moving = state === 'starting' || state === 'stopping';
  return <Tag tone={INSTANCE_TONES[state]} text={t(`instances.state.${state}`)} pulse={moving} />;
}

export function CheckTag({ level }: { level: CheckLevel }) {
  const { t } = useTranslation();
  return <Tag tone={CHECK_TONES[level]} text={t(`instance.check.${level}`)} />;
}

/** A word for a state, in its colour. */
export function Tag({ tone, text, pulse = false }: { tone: Tone; text: string; pulse?: boolean }) {
  return (
    <span className={`tag tag-${tone}`}>
      <Dot tone={tone} pulse={pulse} />
      {text}
    </span>
  );
}

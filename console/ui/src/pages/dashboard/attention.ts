import type { Instance } from '../../api/instance';

/** Whether somebody should look at an instance, and how badly. */
export function troubleOf({ state, health }: Instance): 'error' | 'warn' | undefined {
  if (state === 'crashed' || health.level === 'failing') return 'error';
  if (state === 'backoff' || health.level === 'warn') return 'warn';
  return undefined;
}

import { isLive, type Instance } from '../api/instance';
import type { Act } from '../api/instances';

/** What makes sense in a state; the kernel decides. */
export function actsFor(instance: Instance): Act[] {
  if (instance.state === 'running') return ['restart', 'stop'];
  if (instance.state === 'backoff') return ['start', 'stop'];
  return isLive(instance) ? ['stop'] : ['start'];
}

import type { Instance } from '../api/instance';

type Instances = readonly Instance[] | undefined;

/** Instances that are crashed now and were seen otherwise before. */
export function crashedSince(before: Instances, now: Instances): Instance[] {
  if (!before || !now || before === now) return [];
  const states = new Map(before.map((it) => [it.id, it.state]));
  return now.filter(
    ({ id, state }) => state === 'crashed' && states.has(id) && states.get(id) !== 'crashed',
  );
}

import type { Instance } from '../api/instance';

/** What an instance used at its last samples, oldest first. */
export interface Trail {
  at: string;
  cpu: readonly number[];
  memory: readonly number[];
}

export type Trails = Readonly<Record<string, Trail>>;

/** Samples kept for each instance: two minutes at one in two seconds. */
export const TRAIL_MAX = 60;

/** Takes what the instances use now; those that are gone or have no process lose their trail. */
export function extended(trails: Trails, instances: readonly Instance[]): Trails {
  const next: Record<string, Trail> = {};
  for (const { id, usage } of instances) {
    if (!usage) continue;
    const known = trails[id];
    next[id] = known?.at === usage.at ? known : longer(known, usage);
  }
  return next;
}

function longer(trail: Trail | undefined, usage: NonNullable<Instance['usage']>): Trail {
  return {
    at: usage.at,
    cpu: [...(trail?.cpu ?? []), usage.cpu].slice(-TRAIL_MAX),
    memory: [...(trail?.memory ?? []), usage.memoryBytes].slice(-TRAIL_MAX),
  };
}

import { create } from 'zustand';
import type { Instance } from '../api/instance';
import type { Health, KernelEvent, Platform, Plugins, Sample, StatusFrame } from '../api/types';
import { mergeAlerts } from './alerts';
import { IDLE, type Connection } from './connection';
import { arrive, EMPTY_FEED, type Feed } from './feed';
import { extended, type Trails } from './trails';

/** Samples kept for the small charts: five minutes at one in two seconds. */
export const SAMPLES_MAX = 150;

export interface Live {
  connection: Connection;
  /** Wall time of the next attempt while waiting. */
  retryAt: number | undefined;
  platform: Platform | undefined;
  /** Monotonic time at which `platform` was true. */
  platformAt: number;
  health: Health | undefined;
  plugins: Plugins | undefined;
  instances: readonly Instance[] | undefined;
  /** What each instance used lately. */
  trails: Trails;
  samples: readonly Sample[];
  feed: Feed;
  feedError: unknown;
  /** The newest warnings and errors, however many quiet events came after them. */
  alerts: readonly KernelEvent[];
}

export const useLive = create<Live>(() => ({
  connection: IDLE,
  retryAt: undefined,
  platform: undefined,
  platformAt: 0,
  health: undefined,
  plugins: undefined,
  instances: undefined,
  trails: {},
  samples: [],
  feed: EMPTY_FEED,
  feedError: undefined,
  alerts: [],
}));

/** What a frame changes. */
export function applied(state: Live, frame: StatusFrame, now: number): Partial<Live> {
  switch (frame.type) {
    case 'snapshot':
      return {
        platform: frame.platform,
        platformAt: now,
        health: frame.health,
        plugins: frame.plugins,
        ...withInstances(state, frame.instances ?? []),
        samples: frame.sample ? withSample(state.samples, frame.sample) : state.samples,
      };
    case 'event':
      return {
        feed: arrive(state.feed, frame.event),
        alerts: mergeAlerts(state.alerts, [frame.event]),
      };
    case 'plugins':
      return { plugins: { plugins: frame.plugins, rejected: frame.rejected } };
    case 'instances':
      return withInstances(state, frame.instances);
    case 'health':
      return { health: { level: frame.level, at: frame.at, checks: frame.checks } };
    case 'sample':
      return { samples: withSample(state.samples, frame) };
    default:
      return {}; // a kind that a later kernel may add
  }
}

function withInstances({ trails }: Live, instances: readonly Instance[]): Partial<Live> {
  return { instances, trails: extended(trails, instances) };
}

function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  return [...samples, sample].slice(-SAMPLES_MAX);
}

import { describe, expect, it } from 'vitest';
import {
  decide,
  FIRST_PAUSE_MS,
  IDLE,
  PAUSE_MAX_MS,
  pauseMs,
  SESSION_ENDED,
  STABLE_MS,
  type Connection,
  type ConnectionEvent,
  type Phase,
} from '../src/live/connection';

const at = (phase: Phase, part: Partial<Connection> = {}): Connection => ({
  ...IDLE,
  phase,
  epoch: 3,
  ...part,
});

const EVENTS: Record<string, ConnectionEvent> = {
  start: { type: 'start' },
  snapshot: { type: 'snapshot', epoch: 3, now: 0 },
  oldSnapshot: { type: 'snapshot', epoch: 2, now: 0 },
  closed: { type: 'closed', epoch: 3, code: 1006, now: 0, random: 0.5 },
  restarting: { type: 'closed', epoch: 3, code: 1012, now: 0, random: 0.5 },
  slow: { type: 'closed', epoch: 3, code: 1013, now: 0, random: 0.5 },
  sessionEnded: { type: 'closed', epoch: 3, code: SESSION_ENDED, now: 0, random: 0.5 },
  oldClosed: { type: 'closed', epoch: 2, code: 1006, now: 0, random: 0.5 },
  silent: { type: 'silent', epoch: 3, now: 0, random: 0.5 },
  oldSilent: { type: 'silent', epoch: 2, now: 0, random: 0.5 },
  due: { type: 'due', epoch: 3 },
  oldDue: { type: 'due', epoch: 2 },
  hurry: { type: 'hurry' },
  stop: { type: 'stop' },
};

/** For each phase: event → next phase and effects. What is not named changes nothing. */
const TABLE: Record<Phase, Record<string, string>> = {
  idle: { start: 'connecting open', stop: 'ended close' },
  connecting: {
    snapshot: 'live',
    closed: 'waiting probe wait',
    restarting: 'waiting probe wait',
    slow: 'waiting probe wait',
    sessionEnded: 'ended login',
    silent: 'waiting close probe wait',
    stop: 'ended close',
  },
  live: {
    closed: 'waiting wait',
    restarting: 'waiting wait',
    slow: 'waiting wait',
    sessionEnded: 'ended login',
    silent: 'waiting close wait',
    stop: 'ended close',
  },
  waiting: { due: 'connecting open', hurry: 'connecting open', stop: 'ended close' },
  ended: {},
};

describe('connection', () => {
  for (const phase of Object.keys(TABLE) as Phase[]) {
    for (const [name, event] of Object.entries(EVENTS)) {
      const expected = TABLE[phase][name];
      it(`${phase} + ${name} → ${expected ?? 'unchanged'}`, () => {
        const before = at(phase);
        const { next, effects } = decide(before, event);
        const told = [next.phase, ...effects.map((it) => it.type)].join(' ');
        if (expected) expect(told).toBe(expected);
        else expect({ next, effects }).toEqual({ next: before, effects: [] });
      });
    }
  }

  it('every_opening_has_an_epoch_of_its_own', () => {
    const { next, effects } = decide(at('waiting'), { type: 'due', epoch: 3 });
    expect(next.epoch).toBe(4);
    expect(effects).toEqual([{ type: 'open', epoch: 4 }]);
  });

  it('failures_add_up_until_a_connection_lasted', () => {
    const drop = (since: number, failures: number, now: number) =>
      decide(at('live', { liveSince: since, failures }), {
        type: 'closed',
        epoch: 3,
        code: 1012,
        now,
        random: 0.5,
      }).next.failures;
    expect(drop(0, 4, STABLE_MS - 1)).toBe(5);
    expect(drop(0, 4, STABLE_MS)).toBe(1);
  });

  it('remembers_that_it_was_once_live', () => {
    const live = decide(at('connecting'), { type: 'snapshot', epoch: 3, now: 7 }).next;
    expect(live).toMatchObject({ everLive: true, liveSince: 7 });
    expect(decide(live, EVENTS.closed as ConnectionEvent).next.everLive).toBe(true);
  });
});

describe('pauseMs', () => {
  it('doubles_to_its_cap', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 60].map((failures) => pauseMs(failures, 0.5));
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('varies_by_a_fifth', () => {
    expect(pauseMs(1, 0)).toBe(FIRST_PAUSE_MS * 0.8);
    expect(pauseMs(1, 1)).toBe(FIRST_PAUSE_MS * 1.2);
    expect(pauseMs(99, 1)).toBe(PAUSE_MAX_MS * 1.2);
  });
});

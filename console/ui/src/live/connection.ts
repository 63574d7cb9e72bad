/**
 * The life of the live connection, as a pure function of state and event. The driver carries out
 * the effects. `epoch` counts attempts: what belongs to an earlier one is ignored.
 */
export type Phase = 'idle' | 'connecting' | 'live' | 'waiting' | 'ended';

export interface Connection {
  phase: Phase;
  epoch: number;
  /** Failed attempts in a row; grows the pause. */
  failures: number;
  /** Monotonic ms at which the connection went live. */
  liveSince: number;
  /** Whether it was ever live: the difference between connecting and reconnecting. */
  everLive: boolean;
}

export type ConnectionEvent =
  | { type: 'start' }
  | { type: 'snapshot'; epoch: number; now: number }
  | { type: 'closed'; epoch: number; code: number; now: number; random: number }
  | { type: 'silent'; epoch: number; now: number; random: number }
  | { type: 'due'; epoch: number }
  | { type: 'hurry' }
  | { type: 'stop' };

export type Effect =
  | { type: 'open'; epoch: number }
  | { type: 'close' }
  | { type: 'wait'; epoch: number; ms: number }
  | { type: 'probe' }
  | { type: 'login' };

export interface Decision {
  next: Connection;
  effects: Effect[];
}

/** The session that opened the socket is over. */
export const SESSION_ENDED = 4401;

export const FIRST_PAUSE_MS = 500;
export const PAUSE_MAX_MS = 30_000;
/** A connection that lived this long is forgiven its earlier failures. */
export const STABLE_MS = 10_000;
const JITTER = 0.2;

export const IDLE: Connection = {
  phase: 'idle',
  epoch: 0,
  failures: 0,
  liveSince: 0,
  everLive: false,
};

/** The pause before the attempt that follows `failures` failed ones; `random` is 0 to 1. */
export function pauseMs(failures: number, random: number): number {
  const base = Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1), PAUSE_MAX_MS);
  return Math.round(base * (1 + JITTER * (2 * random - 1)));
}

export function decide(state: Connection, event: ConnectionEvent): Decision {
  switch (event.type) {
    case 'start':
      return state.phase === 'idle' ? open(state) : stay(state);
    case 'snapshot':
      if (!current(state, event.epoch) || state.phase !== 'connecting') return stay(state);
      return stay({ ...state, phase: 'live', liveSince: event.now, everLive: true });
    case 'closed':
      if (!connected(state) || !current(state, event.epoch)) return stay(state);
      if (event.code === SESSION_ENDED) return end(state, [{ type: 'login' }]);
      return lose(state, event.now, event.random, []);
    case 'silent':
      if (!connected(state) || !current(state, event.epoch)) return stay(state);
      return lose(state, event.now, event.random, [{ type: 'close' }]);
    case 'due':
      return state.phase === 'waiting' && current(state, event.epoch) ? open(state) : stay(state);
    case 'hurry':
      return state.phase === 'waiting' ? open(state) : stay(state);
    case 'stop':
      return state.phase === 'ended' ? stay(state) : end(state, [{ type: 'close' }]);
  }
}

const current = (state: Connection, epoch: number) => state.epoch === epoch;
const connected = (state: Connection) => state.phase === 'connecting' || state.phase === 'live';
const stay = (next: Connection): Decision => ({ next, effects: [] });

function open(state: Connection): Decision {
  const epoch = state.epoch + 1;
  return { next: { ...state, phase: 'connecting', epoch }, effects: [{ type: 'open', epoch }] };
}

function end(state: Connection, effects: Effect[]): Decision {
  return { next: { ...state, phase: 'ended' }, effects };
}

/** A browser hides why a handshake failed, so a plain request finds out whether the session ended. */
function lose(state: Connection, now: number, random: number, effects: Effect[]): Decision {
  const stable = state.phase === 'live' && now - state.liveSince >= STABLE_MS;
  const failures = stable ? 1 : state.failures + 1;
  const wait: Effect = { type: 'wait', epoch: state.epoch, ms: pauseMs(failures, random) };
  const probe: Effect[] = state.phase === 'connecting' ? [{ type: 'probe' }] : [];
  return {
    next: { ...state, phase: 'waiting', failures },
    effects: [...effects, ...probe, wait],
  };
}

import { useEffect, useRef, useState } from 'react';
import { call, type CallRequest, type CallSignal } from '../api/calls';
import { isAbort } from '../api/problem';

/** Most events of one call that are kept; the oldest go first, counted. */
const EVENTS_MAX = 500;

export interface CallEvent {
  index: number;
  name: string;
  value: unknown;
}

export type Outcome =
  | Exclude<CallSignal, { kind: 'event' }>
  | { kind: 'cancelled' }
  | { kind: 'broken'; error: unknown };

export interface CallState {
  running: boolean;
  events: readonly CallEvent[];
  /** All events so far, also those no longer kept. */
  heard: number;
  outcome: Outcome | undefined;
  elapsedMs: number;
}

const FRESH: CallState = {
  running: false,
  events: [],
  heard: 0,
  outcome: undefined,
  elapsedMs: 0,
};

/** Runs one call at a time; leaving the page cancels it. */
export function useCall() {
  const [state, setState] = useState<CallState>();
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  async function run(request: CallRequest): Promise<void> {
    const control = new AbortController();
    abort.current?.abort();
    abort.current = control;
    const started = performance.now();
    const finish = (outcome: Outcome) => {
      if (abort.current !== control) return;
      const elapsedMs = performance.now() - started;
      setState((it = FRESH) => ({ ...it, running: false, outcome, elapsedMs }));
    };
    setState({ ...FRESH, running: true });
    try {
      await call(request, control.signal, (signal) => {
        if (signal.kind === 'event') setState((it = FRESH) => withEvent(it, signal));
        else finish(signal);
      });
    } catch (error) {
      finish(isAbort(error) ? { kind: 'cancelled' } : { kind: 'broken', error });
    }
  }

  const cancel = () => abort.current?.abort();
  return { state, run, cancel };
}

function withEvent(state: CallState, { name, value }: { name: string; value: unknown }) {
  const heard = state.heard + 1;
  const events = [...state.events, { index: heard, name, value }].slice(-EVENTS_MAX);
  return { ...state, events, heard };
}

import { useCallback, useEffect, useRef, useState } from 'react';
import { isAbort } from '../api/problem';

export interface Asked<T> {
  data: T | undefined;
  error: unknown;
  /** Asks again; what is known stays until the answer is there. */
  again: () => void;
}

interface When {
  /** Asks again this often while the tab can be seen. */
  periodMs?: number;
  /** Asks again when this changes; what is known stays until then. */
  stamp?: unknown;
}

/** Asks the kernel when first shown and whenever `key` changes, which forgets what was known. */
export function useAsked<T>(
  key: string,
  ask: (signal: AbortSignal) => Promise<T>,
  { periodMs, stamp }: When = {},
): Asked<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: unknown }>({ key });
  const [turn, setTurn] = useState(0);
  const asking = useRef(ask);
  asking.current = ask;
  const again = useCallback(() => setTurn((it) => it + 1), []);
  useEffect(() => {
    const control = new AbortController();
    asking.current(control.signal).then(
      (data) => control.signal.aborted || setState({ key, data }),
      (error: unknown) => {
        if (control.signal.aborted || isAbort(error)) return;
        setState((known) => (known.key === key ? { ...known, error } : { key, error }));
      },
    );
    return () => control.abort();
  }, [key, turn, stamp]);
  useEffect(() => {
    if (periodMs === undefined) return undefined;
    const timer = setInterval(() => document.hidden || again(), periodMs);
    return () => clearInterval(timer);
  }, [periodMs, again]);
  const current = state.key === key ? state : undefined;
  return { data: current?.data, error: current?.error, again };
}

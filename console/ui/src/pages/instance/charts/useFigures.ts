import { useCallback, useEffect, useState } from 'react';
import { readFigures, type Figures } from '../../../api/observed';
import { extended } from './extended';

const POINTS = 600;
const PERIOD_MS = 4000;

/** An instance's figures over the last `rangeMs`, followed live. */
export function useFigures(id: string, rangeMs: number) {
  const [samples, setSamples] = useState<readonly Figures[]>();
  const [error, setError] = useState<unknown>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let last = '';
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const start = Date.now() - rangeMs;
      try {
        const found = await readFigures(id, last || new Date(start).toISOString(), POINTS);
        if (over) return;
        last = found.at(-1)?.at ?? last;
        setSamples((known) => extended(known ?? [], found, start));
        setError(undefined);
      } catch (failure) {
        if (!over) setError(failure);
      }
      if (!over) timer = setTimeout(() => void ask(), PERIOD_MS);
    };
    setSamples(undefined);
    void ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [id, rangeMs, turn]);
  return { samples, error, again: useCallback(() => setTurn((it) => it + 1), []) };
}

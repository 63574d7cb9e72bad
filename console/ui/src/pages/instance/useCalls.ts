import { useEffect, useState } from 'react';
import { withQuery } from '../../api/client';
import type { CallRecord } from '../../api/observed';
import { followLine, type LineState } from '../../live/line';
import { merged } from './callStats';

type Frame = { type: 'calls'; calls: CallRecord[] } | { type: 'gap'; dropped: number };

/** The calls of a unit as they end; records name it without its kind. */
export function useCalls(unit: string) {
  const [calls, setCalls] = useState<readonly CallRecord[]>([]);
  const [dropped, setDropped] = useState(0);
  const [state, setState] = useState<LineState>('connecting');
  useEffect(() => {
    setCalls([]);
    setDropped(0);
    return followLine<Frame>(withQuery('/ws/tasks', { unit }), {
      onFrame: (frame) => {
        if (frame.type === 'calls') setCalls((known) => merged(known, frame.calls));
        if (frame.type === 'gap') setDropped((it) => it + frame.dropped);
      },
      onState: setState,
    });
  }, [unit]);
  return { calls, dropped, state };
}

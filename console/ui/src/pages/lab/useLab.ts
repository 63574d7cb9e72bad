import { useEffect, useRef, useState } from 'react';
import { withQuery } from '../../api/client';
import { openLine, type Line } from '../../live/line';
import { IDLE_LAB, reduce, type LabEvent, type LabFrame, type RunMode } from './session';

export interface LabOrder {
  driver: string;
  version: string;
  runMode: RunMode;
  args: string;
}

/** One throw-away driver process; leaving the page ends it. */
export function useLab() {
  const [lab, setLab] = useState(IDLE_LAB);
  const line = useRef<Line>(undefined);
  const tell = (event: LabEvent) => setLab((it) => reduce(it, event, Date.now()));
  useEffect(() => () => line.current?.close(), []);

  const start = ({ driver, version, runMode, args }: LabOrder) => {
    line.current?.close();
    tell({ type: 'opening', runMode });
    const path = `/ws/driverlab/${encodeURIComponent(driver)}`;
    line.current = openLine<LabFrame>(withQuery(path, { runMode, version, args }), {
      onFrame: (frame) => tell({ type: 'frame', frame }),
      onState: (state, why) => state === 'closed' && tell({ type: 'closed', why }),
    });
  };
  const say = (message: { type: 'exec' | 'cancel' } & Record<string, unknown>) => {
    line.current?.send(message);
    tell({ type: 'sent', message });
  };
  return {
    lab,
    start,
    /** Forgets the driver: another one was chosen. */
    reset: () => {
      line.current?.close();
      setLab(IDLE_LAB);
    },
    exec: (cmd: string, data: Record<string, unknown>) => say({ type: 'exec', cmd, data }),
    cancel: () => say({ type: 'cancel' }),
    clear: () => tell({ type: 'clear' }),
  };
}

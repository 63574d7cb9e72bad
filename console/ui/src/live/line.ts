import { socketUrl, toLogin } from '../api/location';
import { pauseMs, SESSION_ENDED } from './connection';

export type LineState = 'connecting' | 'live' | 'waiting' | 'closed';

export interface Listener<F> {
  onFrame: (frame: F) => void;
  onState?: (state: LineState, why: string) => void;
}

export interface Line {
  send: (value: unknown) => void;
  close: () => void;
}

/** A WebSocket that is opened once; its end is told. */
export function openLine<F>(path: string, { onFrame, onState }: Listener<F>): Line {
  const socket = new WebSocket(socketUrl(path));
  let over = false;
  onState?.('connecting', '');
  socket.onopen = () => {
    if (!over) onState?.('live', '');
  };
  socket.onmessage = (message) => {
    if (!over) onFrame(JSON.parse(message.data as string) as F);
  };
  socket.onclose = ({ code, reason }) => {
    if (over) return;
    over = true;
    if (code === SESSION_ENDED) toLogin();
    onState?.('closed', reason);
  };
  return {
    send: (value) => socket.send(JSON.stringify(value)),
    close: () => {
      over = true;
      socket.close();
    },
  };
}

/** A line that is opened again, after ever longer pauses, until it is closed from here. */
export function followLine<F>(path: string, { onFrame, onState }: Listener<F>): () => void {
  let failures = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let line: Line | undefined;
  const open = () => {
    line = openLine<F>(path, {
      onFrame: (frame) => {
        failures = 0;
        onFrame(frame);
      },
      onState: (state, why) => {
        if (state !== 'closed') return onState?.(state, why);
        failures += 1;
        onState?.('waiting', why);
        pause = setTimeout(open, pauseMs(failures, Math.random()));
      },
    });
  };
  open();
  return () => {
    clearTimeout(pause);
    line?.close();
  };
}

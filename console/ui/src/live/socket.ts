import { readSession } from '../api/session';
import { socketUrl, toLogin } from '../api/location';
import type { StatusFrame } from '../api/types';
import { decide, type ConnectionEvent, type Effect } from './connection';
import { catchUp, resync } from './events';
import { missing } from './feed';
import { applied, useLive } from './store';

/** The kernel sends samples every few seconds; a line silent for this long is dead. */
const SILENCE_MS = 20_000;

let socket: WebSocket | undefined;
let pause: ReturnType<typeof setTimeout> | undefined;
let silence: ReturnType<typeof setTimeout> | undefined;

/** Connects and stays connected until {@link stopLive}. */
export function startLive(): void {
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', onVisible);
  dispatch({ type: 'start' });
}

export function stopLive(): void {
  window.removeEventListener('online', hurry);
  document.removeEventListener('visibilitychange', onVisible);
  dispatch({ type: 'stop' });
}

/** Tries at once instead of waiting for the pause to pass. */
export function hurry(): void {
  dispatch({ type: 'hurry' });
}

function onVisible() {
  if (document.visibilityState === 'visible') hurry();
}

function dispatch(event: ConnectionEvent): void {
  const { next, effects } = decide(useLive.getState().connection, event);
  useLive.setState({ connection: next, retryAt: undefined });
  effects.forEach(carryOut);
}

function carryOut(effect: Effect): void {
  switch (effect.type) {
    case 'open':
      return openSocket(effect.epoch);
    case 'close':
      return drop();
    case 'wait':
      clearTimeout(pause);
      useLive.setState({ retryAt: Date.now() + effect.ms });
      pause = setTimeout(() => dispatch({ type: 'due', epoch: effect.epoch }), effect.ms);
      return;
    case 'probe':
      readSession().catch(() => undefined); // a 401 leads to the login page by itself
      return;
    case 'login':
      return toLogin();
  }
}

function openSocket(epoch: number): void {
  drop();
  const opened = new WebSocket(socketUrl('/ws/status'));
  socket = opened;
  listenForSilence(epoch);
  opened.onmessage = (message) => {
    if (socket !== opened) return;
    listenForSilence(epoch);
    receive(JSON.parse(message.data as string) as StatusFrame, epoch);
  };
  opened.onclose = ({ code }) => {
    clearTimeout(silence);
    dispatch({ type: 'closed', epoch, code, ...moment() });
  };
}

function receive(frame: StatusFrame, epoch: number): void {
  const { now } = moment();
  useLive.setState((state) => applied(state, frame, now));
  if (frame.type === 'snapshot') {
    dispatch({ type: 'snapshot', epoch, now });
    void resync(frame.seq);
  }
  if (frame.type === 'event' && missing(useLive.getState().feed)) void catchUp(frame.event.seq);
}

function listenForSilence(epoch: number): void {
  clearTimeout(silence);
  silence = setTimeout(() => dispatch({ type: 'silent', epoch, ...moment() }), SILENCE_MS);
}

function drop(): void {
  clearTimeout(silence);
  clearTimeout(pause);
  socket?.close();
  socket = undefined;
}

const moment = () => ({ now: performance.now(), random: Math.random() });

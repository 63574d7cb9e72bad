import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followLine, openLine } from '../src/live/line';
import { fakeKernel, Line } from './fakes';

beforeEach(() => {
  vi.useFakeTimers();
  fakeKernel({});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a line that is followed', () => {
  const follow = () => {
    const frames: unknown[] = [];
    const states: string[] = [];
    const stop = followLine('/ws/logs', {
      onFrame: (it) => frames.push(it),
      onState: (it) => states.push(it),
    });
    return { frames, states, stop };
  };

  it('is_opened_again_after_ever_longer_pauses', async () => {
    const { frames, states } = follow();
    Line.at('/ws/logs').onopen?.();
    Line.at('/ws/logs').end();
    await vi.advanceTimersByTimeAsync(700);
    expect(Line.all).toHaveLength(2);
    Line.at('/ws/logs').end();
    await vi.advanceTimersByTimeAsync(700);
    expect(Line.all).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(700);
    Line.at('/ws/logs').say({ n: 1 });
    expect(frames).toEqual([{ n: 1 }]);
    expect(states).toEqual([
      'connecting',
      'live',
      'waiting',
      'connecting',
      'waiting',
      'connecting',
    ]);
  });

  it('stays_closed_once_it_is_left', async () => {
    const { stop, frames } = follow();
    const line = Line.at('/ws/logs');
    stop();
    line.say({ n: 1 });
    line.end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([Line.all.length, line.closed, frames.length]).toEqual([1, true, 0]);
  });
});

describe('a line that is opened once', () => {
  it('says_how_it_ended', () => {
    const states: string[][] = [];
    const { send } = openLine('/ws/driverlab/x', {
      onFrame: () => undefined,
      onState: (...it) => states.push(it),
    });
    send({ type: 'cancel' });
    Line.at('driverlab').end(1013, 'too many labs');
    expect(Line.at('driverlab').heard).toEqual([{ type: 'cancel' }]);
    expect(states.at(-1)).toEqual(['closed', 'too many labs']);
  });
});

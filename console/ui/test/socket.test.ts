import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KernelEvent, StatusFrame } from '../src/api/types';
import { IDLE } from '../src/live/connection';
import { EMPTY_FEED } from '../src/live/feed';
import { hurry, startLive, stopLive } from '../src/live/socket';
import { useLive } from '../src/live/store';
import { Line } from './fakes';
import { event, instance, plugin, snapshot } from './samples';

const line = () => Line.all.at(-1) as Line;
const phase = () => useLive.getState().connection.phase;
const seqs = () => useLive.getState().feed.events.map((it) => it.seq);
const settled = () => vi.advanceTimersByTimeAsync(0);

let log: KernelEvent[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Line);
  vi.stubGlobal('fetch', (input: string) => {
    const { pathname, searchParams } = new URL(input, 'http://kernel');
    if (pathname !== '/api/events') return Promise.resolve(Response.json({}));
    const since = Number(searchParams.get('since') ?? -1);
    const before = Number(searchParams.get('before') ?? Infinity);
    const events = log.filter((it) => it.seq > since && it.seq < before);
    return Promise.resolve(Response.json({ events, last: log.at(-1)?.seq ?? 0 }));
  });
  Line.all = [];
  log = [1, 2, 3].map((seq) => event(seq));
  useLive.setState({ connection: IDLE, feed: EMPTY_FEED, plugins: undefined });
  startLive();
});

afterEach(() => {
  stopLive();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the live connection', () => {
  it('is_live_from_the_snapshot_on_and_reads_the_newest_events', async () => {
    expect(line().url).toMatch(/^ws:.*\/ws\/status$/);
    expect(phase()).toBe('connecting');
    line().say(snapshot(3, [plugin('greeter')]));
    await settled();
    expect(phase()).toBe('live');
    expect(useLive.getState().plugins?.plugins[0]?.id).toBe('greeter');
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it('comes_back_after_a_restart_and_fills_the_gap', async () => {
    line().say(snapshot(3));
    await settled();
    line().end(1012);
    expect(phase()).toBe('waiting');
    log.push(event(4), event(5));
    await vi.advanceTimersByTimeAsync(700);
    expect(Line.all).toHaveLength(2);
    line().say(snapshot(5));
    line().say({ type: 'event', event: event(6) });
    await settled();
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('a_hole_in_the_live_events_is_read_from_the_log', async () => {
    line().say(snapshot(3));
    await settled();
    log.push(event(4), event(5));
    line().say({ type: 'event', event: event(5) });
    await settled();
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
  });

  it('a_log_that_starts_over_replaces_the_old_one', async () => {
    line().say(snapshot(3));
    await settled();
    log = [event(1, { type: 'other.log' })];
    line().end(1006);
    hurry();
    line().say(snapshot(1));
    await settled();
    expect(useLive.getState().feed.events.map((it) => it.type)).toEqual(['other.log']);
  });

  it('a_silent_line_is_given_up', async () => {
    line().say(snapshot(3));
    const silent = line();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(silent.closed).toBe(true);
    expect(phase()).toBe('waiting');
  });

  it('frames_of_an_earlier_line_are_ignored', async () => {
    const old = line();
    old.say(snapshot(3));
    old.end(1013);
    hurry();
    old.say(snapshot(3, [plugin('ghost')]));
    expect(phase()).toBe('connecting');
    expect(useLive.getState().plugins?.plugins).toEqual([]);
  });

  it('instances_come_with_the_snapshot_and_change_by_themselves', () => {
    line().say({ ...snapshot(3), instances: [instance('oven')] });
    expect(useLive.getState().instances?.map((it) => it.id)).toEqual(['oven']);
    line().say({ type: 'instances', instances: [instance('oven', { state: 'crashed' })] });
    expect(useLive.getState().instances?.[0]?.state).toBe('crashed');
  });

  it('a_kernel_without_instances_has_none', () => {
    line().say(snapshot(3));
    expect(useLive.getState().instances).toEqual([]);
  });

  it('a_kind_of_frame_it_does_not_know_changes_nothing', () => {
    const before = useLive.getState().health;
    line().say({ type: 'weather' } as unknown as StatusFrame);
    expect(useLive.getState().health).toBe(before);
  });
});

import { describe, expect, it } from 'vitest';
import type { CallRecord, Figures, Process } from '../src/api/observed';
import { CALLS_MAX, merged, statsOf } from '../src/pages/instance/callStats';
import { columns } from '../src/components/chart/columns';
import { extended } from '../src/pages/instance/charts/extended';
import { rowsOf } from '../src/pages/instance/processRows';

const figures = (second: number, cpu = 0.1): Figures => ({
  at: new Date(second * 1000).toISOString(),
  cpu,
  memoryBytes: 1,
  threads: 1,
  handles: 1,
  processes: 1,
  readBytesPerSecond: 0,
  writeBytesPerSecond: 0,
});

describe('chart data', () => {
  it('has_one_row_for_times_and_one_for_each_line', () => {
    const data = columns([figures(2, 0.5), figures(4, 1)], [(it) => it.cpu, (it) => it.threads]);
    expect(data).toEqual([
      [2, 4],
      [0.5, 1],
      [1, 1],
    ]);
  });

  it('breaks_the_line_where_nothing_was_measured', () => {
    const data = columns(
      [2, 4, 6, 60, 62].map((it) => figures(it)),
      [(it) => it.cpu],
    );
    expect(data[0]).toEqual([2, 4, 6, 8, 60, 62]);
    expect(data[1]).toEqual([0.1, 0.1, 0.1, null, 0.1, 0.1]);
  });

  it('takes_each_sample_once_and_forgets_what_is_too_old', () => {
    const known = [figures(2), figures(4)];
    const all = extended(known, [figures(4), figures(6)], 3000);
    expect(all.map((it) => Date.parse(it.at) / 1000)).toEqual([4, 6]);
  });

  it('of_nothing_is_empty', () => {
    expect(columns<Figures>([], [(it) => it.cpu])).toEqual([[], []]);
  });
});

const call = (id: number, part: Partial<CallRecord> = {}): CallRecord => ({
  id,
  unit: 'driver:oven',
  command: 'read',
  principal: 'me',
  at: '2026-01-01T00:00:00Z',
  waitedMicros: 0,
  ranMicros: id * 1000,
  outcome: 'done',
  code: 0,
  events: 0,
  ...part,
});

describe('calls', () => {
  it('are_kept_newest_first_each_once_and_bounded', () => {
    const known = merged([], [call(2), call(1)]);
    expect(merged(known, [call(2), call(3)]).map((it) => it.id)).toEqual([3, 2, 1]);
    const many = Array.from({ length: CALLS_MAX + 9 }, (_, i) => call(i));
    expect(merged([], many)).toHaveLength(CALLS_MAX);
  });

  it('are_summed_up_as_a_whole_and_by_command', () => {
    const calls = Array.from({ length: 20 }, (_, i) => call(i + 1));
    const all = [...calls, call(21, { command: 'write', outcome: 'error' })];
    const [whole, read, write] = statsOf(all);
    expect(whole).toMatchObject({ command: '', count: 21, maxMs: 21, medianMs: 11, p95Ms: 20 });
    expect(whole?.errorRate).toBeCloseTo(1 / 21);
    expect(read).toMatchObject({ command: 'read', errorRate: 0, medianMs: 10, p95Ms: 19 });
    expect(write).toMatchObject({ command: 'write', errorRate: 1, count: 1 });
    expect(statsOf([])).toEqual([]);
  });
});

describe('processes', () => {
  it('stand_below_their_parents', () => {
    const process = (pid: number, children: Process[] = []) => ({ pid, children }) as Process;
    const rows = rowsOf([process(1, [process(2, [process(3)]), process(4)]), process(5)]);
    expect(rows.map((it) => [it.process.pid, it.level])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 1],
      [5, 0],
    ]);
  });
});

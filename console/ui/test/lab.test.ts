import { describe, expect, it } from 'vitest';
import type { Param } from '../src/api/types';
import { driverLine } from '../src/pages/lab/line';
import {
  ENTRIES_MAX,
  exported,
  filtered,
  IDLE_LAB,
  reduce,
  type LabEvent,
  type LabFrame,
  type RunMode,
} from '../src/pages/lab/session';
import { META } from './samples';

const frame = (it: LabFrame): LabEvent => ({ type: 'frame', frame: it });
const opening = (runMode: RunMode): LabEvent => ({ type: 'opening', runMode });
const exec: LabEvent = { type: 'sent', message: { type: 'exec', cmd: 'hello', data: {} } };
const after = (...events: LabEvent[]) =>
  events.reduce((lab, event, index) => reduce(lab, event, index), IDLE_LAB);

const started = frame({ type: 'driver.started', pid: 7 });
const meta = frame({
  type: 'meta',
  driverId: 'sample.thermometer',
  pid: 7,
  runMode: 'keepalive',
  meta: META,
});
const out = (status: string) =>
  frame({ type: 'stdout', message: { status, code: 0, data: { n: 1 } } });
const exited = frame({ type: 'driver.exited', exitCode: 0, exitStatus: 'normal' });

describe('a lab', () => {
  it('is_open_once_the_driver_has_started', () => {
    expect(after(opening('keepalive')).phase).toBe('connecting');
    const lab = after(opening('keepalive'), started, meta);
    expect(lab).toMatchObject({ phase: 'open', pid: 7, meta: META });
  });

  it('awaits_an_answer_until_the_last_one_of_a_call', () => {
    const lab = after(opening('keepalive'), started, meta, exec);
    expect(lab.busy).toBe(true);
    expect(reduce(lab, out('event'), 9).busy).toBe(true);
    expect(reduce(lab, out('done'), 9).busy).toBe(false);
    expect(reduce(lab, out('error'), 9).busy).toBe(false);
    expect(reduce(lab, frame({ type: 'error', message: 'busy' }), 9).busy).toBe(false);
  });

  it('is_gone_with_a_process_that_was_to_stay', () => {
    const lab = after(opening('keepalive'), started, exec, exited);
    expect(lab).toMatchObject({ phase: 'gone', busy: false, pid: undefined });
    expect(reduce(lab, { type: 'closed', why: '' }, 9)).toBe(lab);
    expect(reduce(lab, opening('keepalive'), 9).phase).toBe('connecting');
  });

  it('outlives_the_processes_of_single_shots', () => {
    const lab = after(opening('oneshot'), started, meta, exited);
    expect(lab.phase).toBe('open');
    const again = frame({ type: 'driver.restarted', pid: 8, reason: 'oneshot auto-restart' });
    expect(reduce(reduce(lab, exec, 5), again, 6)).toMatchObject({
      phase: 'open',
      pid: 8,
      busy: true,
    });
  });

  it('says_when_the_connection_was_closed', () => {
    const lab = after(opening('keepalive'), { type: 'closed', why: 'too many labs' });
    expect(lab.phase).toBe('gone');
    expect(lab.entries.at(-1)).toMatchObject({ kind: 'closed', data: 'too many labs' });
  });

  it('keeps_the_stream_in_order_with_direction_and_kind', () => {
    const text = frame({ type: 'stdout', message: 'no JSON' });
    const lab = after(opening('keepalive'), started, exec, out('event'), text, out('done'));
    expect(lab.entries.map((it) => [it.direction, it.kind])).toEqual([
      ['host', 'driver.started'],
      ['out', 'exec'],
      ['in', 'event'],
      ['in', 'text'],
      ['in', 'done'],
    ]);
    const notes = [
      { type: 'stderr', line: '[INFO] a' } as const,
      { type: 'stderr', line: 'b' } as const,
    ];
    expect(after(...notes.map(frame)).stderr.map((it) => it.text)).toEqual(['[INFO] a', 'b']);
    expect(reduce(lab, { type: 'clear' }, 9)).toMatchObject({
      entries: [],
      stderr: [],
      phase: 'open',
    });
  });

  it('is_bounded', () => {
    const lab = after(
      opening('keepalive'),
      ...Array.from({ length: ENTRIES_MAX + 4 }, () => out('event')),
    );
    expect(lab.entries).toHaveLength(ENTRIES_MAX);
    expect(new Set(lab.entries.map((it) => it.key)).size).toBe(ENTRIES_MAX);
  });

  it('is_filtered_by_direction_and_text_and_exported_as_lines', () => {
    const { entries } = after(opening('keepalive'), started, exec, out('done'));
    expect(filtered(entries, 'out', '').map((it) => it.kind)).toEqual(['exec']);
    expect(filtered(entries, '', 'HELLO')).toHaveLength(1);
    const lines = exported(entries)
      .split('\n')
      .map((it) => JSON.parse(it) as unknown);
    expect(lines[1]).toEqual({
      at: '1970-01-01T00:00:00.002Z',
      direction: 'out',
      kind: 'exec',
      data: { cmd: 'hello', data: {} },
    });
  });
});

describe("a driver's own command line", () => {
  const params: Param[] = [
    { name: 'name', type: 'string' },
    { name: 'mode', type: 'string' },
    { name: 'list', type: 'array' },
    { name: 'pin', type: 'string', 'x-backplane': { sensitive: true } },
  ];

  it('types_values_as_the_driver_reads_them', () => {
    const values = { name: 'a b', mode: 'x', list: [1, 'y'], pin: '1234' };
    expect(driverLine('stdio.drv.t', 'go', params, values)).toBe(
      `stdio.drv.t --cmd=go --name='a b' --arg-mode=x --list='[1,"y"]' --pin='…'`,
    );
  });

  it('a_text_in_quotes_stays_a_text', () => {
    expect(driverLine('p', 'c', params, { name: '"x"' })).toBe(
      String.raw`p --cmd=c --name='"\"x\""'`,
    );
  });
});

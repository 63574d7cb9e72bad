import { describe, expect, it } from 'vitest';
import { gathered, matches, summary } from '../src/format/event';
import {
  bytes,
  dayKey,
  dayTitle,
  duration,
  elapsed,
  minute,
  percent,
  shortDigest,
} from '../src/format/format';
import { event } from './samples';

describe('format', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KB'],
    [1_048_575, '1.0 MB'],
    [268_435_456, '256 MB'],
    [25.2e9, '23.5 GB'],
    [-1, '–'],
    [Number.NaN, '–'],
  ])('bytes(%d) is %s', (value, text) => expect(bytes(value)).toBe(text));

  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min 0 s'],
    [3_661_000, '1 h 1 min'],
    [93_784_000, '1 d 2 h'],
    [-5, '0 s'],
  ])('duration(%d) is %s', (ms, text) => expect(duration(ms, 'en')).toBe(text));

  it('durations_have_chinese_units', () => expect(duration(93_784_000, 'zh')).toBe('1 天 2 小时'));

  it.each([
    [0.42, '0.4 ms'],
    [38.4, '38 ms'],
    [2400, '2.4 s'],
  ])('elapsed(%d) is %s', (ms, text) => expect(elapsed(ms)).toBe(text));

  it('a_load_that_is_not_known_yet_is_a_dash', () => {
    expect([percent(0.256), percent(-1), percent(Number.NaN)]).toEqual(['26 %', '–', '–']);
  });

  it('a_time_that_cannot_be_read_is_a_dash', () => expect(minute('soon', 'en')).toBe('–'));

  it('days_are_named_from_today', () => {
    const now = new Date(2026, 2, 1, 0, 5);
    expect(dayTitle('2026-03-01', now, 'en')).toBe('Today');
    expect(dayTitle('2026-02-28', now, 'en')).toBe('Yesterday');
    expect(dayTitle('2026-02-28', now, 'zh')).toBe('昨天');
    expect(dayTitle('2026-02-27', now, 'en')).toBe('Friday, February 27, 2026');
  });

  it('an_event_falls_on_the_readers_day', () => {
    expect(dayKey(new Date(2026, 0, 9, 23, 59).toISOString())).toBe('2026-01-09');
  });

  it('digests_are_cut_behind_their_algorithm', () => {
    expect(shortDigest('sha256:0123456789abcdef')).toBe('0123456789ab…');
  });
});

describe('events', () => {
  const failed = (data: Record<string, unknown>) =>
    event(1, { type: 'plugin.failed', subject: 'greeter', level: 'error', data });

  it('a_reason_says_more_than_fields', () => {
    expect(summary(failed({ reason: 'no sensor', code: 3 }))).toBe('no sensor');
    expect(summary(failed({ version: '1.0.0', code: 3, empty: '' }))).toBe('version=1.0.0  code=3');
  });

  it('versions_come_before_the_reason_or_the_step', () => {
    const way = { from: '1.0.0', to: '1.1.0' };
    expect(summary(failed({ ...way, reason: 'no voice' }))).toBe('1.0.0 → 1.1.0: no voice');
    expect(summary(failed({ ...way, update: 3, step: 'check' }))).toBe('1.0.0 → 1.1.0: check');
    expect(summary(failed({ from: '1.0.0', version: '1.1.0' }))).toBe('1.0.0 → 1.1.0');
  });

  it('the_steps_of_one_update_are_one_entry', () => {
    const step = (seq: number, update: number, subject = 'greeter') =>
      event(seq, { type: 'plugin.updating', subject, data: { update, step: 'check' } });
    const other = event(4, { type: 'plugin.loaded', subject: 'greeter' });
    const entries = gathered([step(6, 8), step(5, 7), other, step(3, 7), step(2, 7, 'lamp')]);
    expect(entries.map((it) => [it.event.seq, it.steps.map((one) => one.seq)])).toEqual([
      [6, []],
      [5, [3]],
      [4, []],
      [2, []],
    ]);
  });

  it('all_words_of_a_filter_have_to_occur', () => {
    const it = failed({ reason: 'no sensor' });
    expect(matches(it, 'GREETER sensor')).toBe(true);
    expect(matches(it, 'greeter missing')).toBe(false);
    expect(matches(it, '  ')).toBe(true);
  });
});

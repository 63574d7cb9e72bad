import { describe, expect, it } from 'vitest';
import { plainText, spans } from '../src/pages/instance/logs/ansi';
import { jsonIn } from '../src/pages/instance/logs/json';
import {
  append,
  EMPTY_LOG,
  following,
  gap,
  keyOf,
  LINES_MAX,
  oldest,
  prepend,
  resume,
  type LogItem,
  type LogModel,
} from '../src/pages/instance/logs/model';
import { compiled, found, marked, step } from '../src/pages/instance/logs/search';
import { logLine } from './samples';

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => logLine(from + i));
const keys = (model: LogModel) => model.items.map(keyOf);
const numbered = (model: LogModel) =>
  new Map(model.items.map((it, index) => [keyOf(it), model.first + index]));

describe('a log', () => {
  it('keeps_the_order_in_which_lines_come_and_takes_each_once', () => {
    const model = append(append(EMPTY_LOG, range(1, 3)), [logLine(3), logLine(5), logLine(4)]);
    expect(keys(model)).toEqual(['c1', 'c2', 'c3', 'c5', 'c4']);
  });

  it('counts_what_comes_while_it_does_not_follow', () => {
    let model = following(append(EMPTY_LOG, range(1, 3)), false);
    model = append(model, range(2, 6));
    expect(model.unseen).toBe(3);
    model = following(model, true);
    expect([model.follow, model.unseen]).toEqual([true, 0]);
    expect(append(model, range(7, 8)).unseen).toBe(0);
  });

  it('puts_older_lines_in_front_without_moving_the_others', () => {
    const model = append(EMPTY_LOG, range(10, 12));
    const longer = prepend(model, range(7, 10), true);
    expect(keys(longer)).toEqual(['c7', 'c8', 'c9', 'c10', 'c11', 'c12']);
    expect(numbered(longer).get('c10')).toBe(numbered(model).get('c10'));
    expect(longer.complete).toBe(true);
    expect(oldest(longer)).toBe('c7');
  });

  it('marks_where_lines_were_dropped', () => {
    const model = append(gap(append(EMPTY_LOG, range(1, 2)), 40), range(43, 43));
    expect(model.items.map((it) => it.kind)).toEqual(['line', 'line', 'gap', 'line']);
    expect(model.items[2]).toMatchObject({ dropped: 40 });
    expect(new Set(keys(gap(model, 2))).size).toBe(5);
  });

  it('goes_on_after_a_reconnect_where_it_was', () => {
    const model = append(EMPTY_LOG, range(1, 3));
    expect(keys(resume(model, range(2, 5)))).toEqual(['c1', 'c2', 'c3', 'c4', 'c5']);
    expect(resume(model, range(2, 3))).toBe(model);
  });

  it('says_when_lines_may_have_been_missed_meanwhile', () => {
    const model = resume(append(EMPTY_LOG, range(1, 3)), range(8, 9));
    expect(model.items.map((it) => it.kind)).toEqual([
      'line',
      'line',
      'line',
      'gap',
      'line',
      'line',
    ]);
    expect(resume(EMPTY_LOG, range(8, 9)).items).toHaveLength(2);
  });

  it('is_bounded_while_it_follows_and_complete_while_it_is_read', () => {
    const full = append({ ...EMPTY_LOG, complete: true }, range(1, LINES_MAX + 5));
    expect(full.items).toHaveLength(LINES_MAX);
    expect(full.complete).toBe(false);
    expect(oldest(full)).toBe('c6');
    const reading = append(following(full, false), range(LINES_MAX + 6, LINES_MAX + 9));
    expect(reading.items).toHaveLength(LINES_MAX + 4);
    const again = following(reading, true);
    expect(again.items).toHaveLength(LINES_MAX);
    expect(numbered(again).get('c100')).toBe(numbered(reading).get('c100'));
  });
});

describe('colours', () => {
  it.each([
    ['plain', [['plain', '']]],
    [
      '\u001b[31mred\u001b[0m end',
      [
        ['red', 'ansi-red'],
        [' end', ''],
      ],
    ],
    [
      '\u001b[1;92mbold\u001b[22mnot',
      [
        ['bold', 'ansi-green ansi-bold'],
        ['not', 'ansi-green'],
      ],
    ],
    [
      '\u001b[38;5;196mx\u001b[39my',
      [
        ['x', 'ansi-red'],
        ['y', ''],
      ],
    ],
    ['\u001b[38;2;10;200;30mx', [['x', 'ansi-green']]],
    ['\u001b[48;5;1mx', [['x', '']]],
    [
      'a\u001b[2Kb\u001b]0;title\u0007c',
      [
        ['a', ''],
        ['b', ''],
        ['c', ''],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(spans(text).map((it) => [it.text, it.style])).toEqual(expected);
  });

  it('change_no_text', () => {
    const text = '\u001b[33mwarn\u001b[0m: 100 % [done]';
    expect(plainText(text)).toBe('warn: 100 % [done]');
    expect(
      spans(text)
        .map((it) => it.text)
        .join(''),
    ).toBe(plainText(text));
  });
});

describe('searching', () => {
  const items = range(1, 30).map((line): LogItem => ({ kind: 'line', line }));
  const pattern = (text: string, regex = false) => compiled({ text, regex }) as RegExp;

  it('finds_texts_as_they_are_and_by_expressions', () => {
    expect(found(items, pattern('LINE 3'))).toEqual([2, 29]);
    expect(found(items, pattern('line [12]$', true))).toEqual([0, 1]);
    expect(found(items, pattern('line [12]$'))).toEqual([]);
    expect(found(items, undefined)).toEqual([]);
  });

  it('finds_through_colours', () => {
    const line = logLine(1, { text: 'ab\u001b[31mcd\u001b[0mef' });
    expect(found([{ kind: 'line', line }], pattern('bcde'))).toEqual([0]);
    const pieces = marked(spans(line.text), pattern('bcde'));
    expect(pieces.filter((it) => it.hit).map((it) => it.text)).toEqual(['b', 'cd', 'e']);
    expect(pieces.map((it) => it.text).join('')).toBe('abcdef');
  });

  it('says_when_an_expression_is_none', () => {
    expect(compiled({ text: '(', regex: true })).toBeInstanceOf(Error);
    expect(compiled({ text: '(', regex: false })).toBeInstanceOf(RegExp);
    expect(compiled({ text: '', regex: true })).toBeUndefined();
  });

  it('goes_round', () => {
    expect(step([2, 5, 9], 5, 1)).toBe(9);
    expect(step([2, 5, 9], 9, 1)).toBe(2);
    expect(step([2, 5, 9], 2, -1)).toBe(9);
    expect(step([2, 5, 9], -1, 1)).toBe(2);
    expect(step([], 0, 1)).toBeUndefined();
  });

  it('an_expression_that_matches_nothing_marks_nothing', () => {
    expect(marked(spans('abc'), pattern('x*', true)).some((it) => it.hit)).toBe(false);
  });
});

describe('JSON in a line', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ['[INFO] ready {"port":502}', { port: 502 }],
    ['values [1,2]', [1, 2]],
    ['[INFO] nothing', undefined],
    ['{broken}', undefined],
    ['\u001b[32m{"a":1}\u001b[0m', { a: 1 }],
    ['number 12', undefined],
  ])('%j', (text, expected) => {
    expect(jsonIn(text)).toEqual(expected);
  });
});

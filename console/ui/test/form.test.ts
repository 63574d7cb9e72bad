import { describe, expect, it } from 'vitest';
import { toJson } from '../src/api/json';
import type { Param } from '../src/api/types';
import { commandLine, quoted } from '../src/calls/cli';
import { initial, read } from '../src/forms/form';

const param = (type: Param['type'], part: Partial<Param> = {}): Param => ({
  name: 'it',
  type,
  ...part,
});
const value = (type: Param['type'], text: string, part: Partial<Param> = {}) =>
  read([param(type, part)], { it: text }).values['it'];
const complaint = (type: Param['type'], text: string | undefined, part: Partial<Param> = {}) =>
  read([param(type, part)], { it: text }).complaints['it']?.key;

describe('reading a form', () => {
  it('what_is_not_set_is_left_out', () => {
    const params = [param('string'), param('int', { name: 'n' }), param('bool', { name: 'b' })];
    expect(read(params, { n: ' ' })).toEqual({ values: {}, complaints: {} });
  });

  it.each([
    ['string', 'World', 'World'],
    ['string', '', ''],
    ['int', ' +42 ', 42],
    ['int64', '9007199254740993', 9007199254740993n],
    ['double', '1e-3', 0.001],
    ['bool', 'false', false],
    ['object', '{"a":[1]}', { a: [1] }],
    ['array', '[1,2]', [1, 2]],
    ['any', 'null', null],
    ['any', '"text"', 'text'],
  ] as const)('%s "%s" is a value', (type, text, expected) => {
    expect(value(type, text)).toEqual(expected);
  });

  it('an_enum_gives_back_the_value_as_declared', () => {
    expect(value('enum', '2', { enum: [1, 2] })).toBe(2);
  });

  it.each([
    ['string', undefined, { required: true }, 'required'],
    ['string', '  ', { required: true }, 'required'],
    ['string', 'ab', { minLength: 3 }, 'minChars'],
    ['string', '汉字汉', { maxLength: 2 }, 'maxChars'],
    ['string', 'abc', { pattern: '^\\d+$' }, 'pattern'],
    ['string', 'c', { enum: ['a', 'b'] }, 'values'],
    ['int', '1.5', {}, 'int'],
    ['int', '2147483648', {}, 'max'],
    ['int', '-2147483649', {}, 'min'],
    ['int', '3', { max: 2 }, 'max'],
    ['int64', '9223372036854775808', {}, 'max'],
    ['double', 'NaN', {}, 'number'],
    ['double', '-0.1', { min: 0 }, 'min'],
    ['enum', 'x', { enum: ['a'] }, 'values'],
    ['object', '[]', {}, 'object'],
    ['object', '{', {}, 'json'],
    ['array', '{}', {}, 'array'],
    ['array', '[1]', { minItems: 2 }, 'minItems'],
    ['array', '[1,2]', { maxItems: 1 }, 'maxItems'],
    ['any', 'text', {}, 'json'],
  ] as const)('%s "%s" with %o is refused: %s', (type, text, part, key) => {
    expect(complaint(type, text, part as Partial<Param>)).toBe(key);
  });

  it('limits_include_their_ends', () => {
    expect(complaint('int', '2', { min: 2, max: 2 })).toBeUndefined();
    expect(complaint('string', 'ab', { minLength: 2, maxLength: 2 })).toBeUndefined();
    expect(complaint('int64', '-9223372036854775808')).toBeUndefined();
  });

  it('a_pattern_only_java_understands_is_left_to_the_kernel', () => {
    expect(complaint('string', 'x', { pattern: '\\p{IsLatin}++' })).toBeUndefined();
  });

  it('defaults_read_back_as_themselves', () => {
    const params = [
      param('string', { name: 's', default: 'a "b"' }),
      param('bool', { name: 'b', default: false }),
      param('double', { name: 'd', default: 0.5 }),
      param('object', { name: 'o', default: { k: [1] } }),
      param('any', { name: 'a', default: 'text' }),
      param('enum', { name: 'e', default: 2, enum: [1, 2] }),
    ];
    expect(read(params, initial(params))).toEqual({
      values: { s: 'a "b"', b: false, d: 0.5, o: { k: [1] }, a: 'text', e: 2 },
      complaints: {},
    });
  });
});

describe('the command line', () => {
  it('is_the_one_from_the_manual', () => {
    const params = [param('string', { name: 'name' })];
    expect(commandLine('greeter', 'hello', params, { name: 'World' })).toBe(
      'backplane call greeter hello name=World',
    );
  });

  it('quotes_what_a_shell_would_read_otherwise', () => {
    expect(quoted("it's $5")).toBe(String.raw`'it'\''s $5'`);
    const params = [param('object', { name: 'o' }), param('string', { name: 's' })];
    expect(commandLine('u', 'c', params, { o: { a: 1n }, s: '' })).toBe(
      `backplane call u c o='{"a":1}' s=`,
    );
  });

  it('does_not_show_secrets', () => {
    const params = [param('string', { 'x-backplane': { sensitive: true } })];
    expect(commandLine('u', 'c', params, { it: 'hunter2' })).not.toContain('hunter2');
  });
});

describe('toJson', () => {
  it('writes_great_integers_as_digits', () => {
    expect(toJson({ a: [9007199254740993n, 'x', null], b: undefined })).toBe(
      '{"a":[9007199254740993,"x",null]}',
    );
  });
});

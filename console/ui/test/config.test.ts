import { describe, expect, it } from 'vitest';
import type { Param } from '../src/api/types';
import { isSecret } from '../src/forms/Changes';
import { differences } from '../src/forms/diff';
import { sectionsOf } from '../src/forms/sections';
import { branchOf, moved, readTree, withDefaults } from '../src/forms/tree';
import { refusedAt } from '../src/forms/useDraft';
import { isVisible } from '../src/forms/visible';
import { Problem } from '../src/api/problem';
import { CONFIG_FIELDS } from './samples';

const CONFIG = {
  host: 'plc',
  port: 502,
  token: '***',
  mode: 'tcp',
  retries: 3,
  limits: [{ name: 'low', max: 1.5 }, { name: 'high' }],
};
const read = (values: Record<string, unknown>) =>
  readTree(CONFIG_FIELDS, branchOf(CONFIG_FIELDS, values));

describe('a configuration in a form', () => {
  it('reads_back_as_it_was', () => {
    expect(read(CONFIG)).toEqual({ values: CONFIG, complaints: {} });
  });

  it('keeps_what_no_field_declares', () => {
    const values = { ...CONFIG, extra: { a: [1] } };
    expect(read(values).values).toEqual(values);
  });

  it('says_where_something_is_wrong_as_the_kernel_does', () => {
    const branch = {
      ...branchOf(CONFIG_FIELDS, { port: 99_999, limits: [{ name: 'a' }, {}] }),
    };
    expect(readTree(CONFIG_FIELDS, branch).complaints).toEqual({
      host: { key: 'required' },
      port: { key: 'max', with: { max: 65535 } },
      'limits[1].name': { key: 'required' },
    });
  });

  it('asks_for_what_is_hidden_only_once_it_is_shown', () => {
    expect(read(CONFIG).complaints).toEqual({});
    expect(read({ ...CONFIG, mode: 'rtu' }).complaints).toEqual({ serial: { key: 'required' } });
  });

  it('starts_with_the_defaults_of_what_is_open', () => {
    expect(withDefaults(CONFIG_FIELDS, { host: 'x', retries: 9 })).toEqual({
      host: 'x',
      port: 502,
      mode: 'tcp',
      retries: 9,
    });
  });

  it('counts_the_items_of_a_list', () => {
    const list: Param = {
      name: 'l',
      type: 'array',
      minItems: 1,
      maxItems: 2,
      items: { name: '', type: 'int' },
    };
    const told = (l: number[]) => readTree([list], branchOf([list], { l })).complaints;
    expect(told([])).toMatchObject({ l: { key: 'minItems' } });
    expect(told([1])).toEqual({});
    expect(told([1, 2, 3])).toMatchObject({ l: { key: 'maxItems' } });
  });

  it('an_optional_object_that_holds_nothing_is_left_out', () => {
    const tls: Param = {
      name: 'tls',
      type: 'object',
      fields: [{ name: 'ca', type: 'string' }],
    };
    expect(readTree([tls], branchOf([tls], {})).values).toEqual({});
  });

  it('items_change_places', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  });
});

describe('conditions', () => {
  it.each([
    [undefined, {}, true],
    ["mode == 'tcp'", { mode: 'tcp' }, true],
    ["mode != 'tcp'", { mode: 'tcp' }, false],
    ['count > 3', { count: 4 }, true],
    ['count >= 3', { count: 3 }, true],
    ['count < 3', { count: 3 }, false],
    ['count <= 3', {}, false],
    ['low < high', { low: 1, high: 2 }, true],
    ['mode == tcp', { mode: 'tcp' }, true],
    ['tls == true', { tls: true }, true],
    ['tls', { tls: true }, true],
    ['tls', { tls: '' }, false],
    ['!tls', {}, true],
    ['whatever it may be', {}, true],
  ] as const)('%s beside %o: %s', (condition, values, expected) => {
    expect(isVisible(condition, values)).toBe(expected);
  });
});

describe('sections', () => {
  it('follow_group_and_order', () => {
    const fields: Param[] = [
      { name: 'b', type: 'int', ui: { group: 'G', order: 2 } },
      { name: 'x', type: 'int' },
      { name: 'a', type: 'int', ui: { group: 'G', order: 1 } },
    ];
    const told = sectionsOf(fields).map((it) => [it.group, it.fields.map(({ name }) => name)]);
    expect(told).toEqual([
      ['', ['x']],
      ['G', ['a', 'b']],
    ]);
  });
});

describe('differences', () => {
  it('go_down_to_members_and_items', () => {
    const after = { ...CONFIG, port: 503, limits: [{ name: 'low', max: 2 }], mode: undefined };
    expect(differences(CONFIG, after)).toEqual([
      { path: 'port', before: 502, after: 503 },
      { path: 'mode', before: 'tcp', after: undefined },
      { path: 'limits[0].max', before: 1.5, after: 2 },
      { path: 'limits[1]', before: { name: 'high' }, after: undefined },
    ]);
    expect(differences(CONFIG, structuredClone(CONFIG))).toEqual([]);
  });

  it('do_not_show_secrets', () => {
    const fields: Param[] = [
      ...CONFIG_FIELDS,
      { name: 'users', type: 'array', items: { name: '', type: 'object', fields: CONFIG_FIELDS } },
    ];
    expect(isSecret(fields, 'token')).toBe(true);
    expect(isSecret(fields, 'users[3].token')).toBe(true);
    expect(isSecret(fields, 'users[3]')).toBe(true);
    expect(isSecret(fields, 'users[3].port')).toBe(false);
    expect(isSecret(fields, 'host')).toBe(false);
  });
});

describe('a refusal', () => {
  it('is_placed_by_its_field', () => {
    const at = (field?: string) =>
      refusedAt(new Problem(400, { detail: 'no', ...(field ? { field } : {}) }));
    expect(at('config.limits[0].max')).toEqual({ 'limits[0].max': 'no' });
    expect(at('config')).toEqual({ '': 'no' });
    expect(at('id')).toEqual({});
    expect(at()).toEqual({});
    expect(refusedAt(new Error('no'))).toEqual({});
  });
});

import { describe, expect, it } from 'vitest';
import type { Param } from '../src/api/types';
import { branchOf, readTree } from '../src/forms/tree';
import { overriding, readOnly } from '../src/forms/variants';
import { CONFIG_FIELDS } from './samples';

const NESTED: Param = {
  name: 'tls',
  type: 'object',
  required: true,
  fields: [
    { name: 'port', type: 'int', default: 443, required: true },
    { name: 'ca', type: 'string', required: true },
  ],
};
const PORTS: Param = {
  name: 'ports',
  type: 'array',
  minItems: 1,
  default: [1],
  items: { name: '', type: 'int' },
};

const fields = (below: Record<string, unknown>) =>
  [...CONFIG_FIELDS, NESTED, PORTS].map((it) => overriding(it, below[it.name]));

describe('fields that go over others', () => {
  it('set_nothing_and_ask_for_nothing_as_long_as_they_are_empty', () => {
    const empty = fields({});
    expect(readTree(empty, branchOf(empty, {}))).toEqual({ values: {}, complaints: {} });
  });

  it('set_one_member_of_an_object_alone', () => {
    const all = fields({});
    const { values } = readTree(all, branchOf(all, { tls: { ca: 'x' } }));
    expect(values).toEqual({ tls: { ca: 'x' } });
  });

  it('show_what_they_would_go_over_but_for_secrets', () => {
    const all = fields({ port: 7, token: '***', tls: { ca: 'root' } });
    const at = (name: string, list = all) => list.find((it) => it.name === name)?.ui?.placeholder;
    expect(at('port')).toBe('7');
    expect(at('token')).toBeUndefined();
    expect(at('ca', all.find((it) => it.name === 'tls')?.fields)).toBe('root');
  });

  it('are_all_to_be_seen', () => {
    const serial = fields({}).find((it) => it.name === 'serial');
    expect(serial?.ui?.visibleIf).toBeUndefined();
  });
});

describe('fields to be looked at', () => {
  it('are_closed_down_to_their_members', () => {
    expect(readOnly(NESTED).fields?.every((it) => it.ui?.readonly)).toBe(true);
    expect(readOnly(PORTS).items?.ui?.readonly).toBe(true);
  });
});

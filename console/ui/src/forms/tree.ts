import type { Param } from '../api/types';
import { isUnset, readOne, textOf, type Complaint } from './form';
import { isVisible } from './visible';

/** What a form holds at one place: text as typed, the members of an object, the items of a list. */
export type Node = string | undefined | Branch | readonly Node[];
export interface Branch {
  readonly [name: string]: Node;
}

type Values = Record<string, unknown>;

/** Where something is wrong: `tls.ports[0].from`, as the kernel writes paths. */
export type Complaints = Record<string, Complaint>;

export const isStructured = (param: Param): boolean =>
  param.type === 'object' && (param.fields?.length ?? 0) > 0;

export const isList = (param: Param): boolean =>
  param.type === 'array' && param.items !== undefined;

export const below = (path: string, name: string): string => (path ? `${path}.${name}` : name);

/** A value as the form holds it. Members no field declares are kept, unseen. */
export function nodeOf(param: Param, value: unknown): Node {
  if (isStructured(param)) return branchOf(param.fields ?? [], asValues(value));
  if (isList(param) && (value === undefined || Array.isArray(value))) {
    return ((value as unknown[] | undefined) ?? []).map((it) => nodeOf(param.items as Param, it));
  }
  return textOf(param, value);
}

export function branchOf(fields: readonly Param[], values: Values): Branch {
  const declared = fields.map((it) => [it.name, nodeOf(it, values[it.name])] as const);
  const names = new Set(fields.map((it) => it.name));
  const others = Object.entries(values)
    .filter(([name]) => !names.has(name))
    .map(([name, value]) => [name, JSON.stringify(value)] as const);
  return Object.fromEntries([...declared, ...others]);
}

/** The values with the defaults of what they leave open. */
export function withDefaults(fields: readonly Param[], values: Values): Values {
  const filled = { ...values };
  for (const field of fields) {
    const value = filled[field.name] ?? field.default;
    if (isStructured(field)) filled[field.name] = withDefaults(field.fields ?? [], asValues(value));
    else if (value !== undefined) filled[field.name] = value;
  }
  return filled;
}

/** Turns a form into values and says what is wrong with the fields that can be seen. */
export function readTree(fields: readonly Param[], branch: Branch, path = '') {
  const values: Values = {};
  const complaints: Complaints = {};
  const found = new Map<string, Complaints>();
  for (const field of fields) {
    const result = readNode(field, branch[field.name], below(path, field.name));
    found.set(field.name, result.complaints);
    if (result.value !== undefined) values[field.name] = result.value;
  }
  for (const field of fields) {
    if (isVisible(field.ui?.visibleIf, values)) Object.assign(complaints, found.get(field.name));
  }
  return { values: { ...values, ...undeclared(fields, branch) }, complaints };
}

function undeclared(fields: readonly Param[], branch: Branch): Values {
  const names = new Set(fields.map((it) => it.name));
  const others = Object.entries(branch).filter(([name]) => !names.has(name));
  return Object.fromEntries(others.map(([name, text]) => [name, JSON.parse(String(text))]));
}

function readNode(
  param: Param,
  node: Node,
  path: string,
): { value: unknown; complaints: Complaints } {
  if (isStructured(param)) {
    const inner = readTree(param.fields ?? [], asBranch(node), path);
    const empty = Object.keys(inner.values).length === 0 && param.required !== true;
    return empty ? { ...inner, value: undefined } : { ...inner, value: inner.values };
  }
  if (isList(param)) return readList(param, asList(node), path);
  const text = typeof node === 'string' ? node : undefined;
  if (isUnset(param, text)) {
    return { value: undefined, complaints: param.required ? { [path]: { key: 'required' } } : {} };
  }
  const result = readOne(param, text ?? '');
  return 'value' in result
    ? { value: result.value, complaints: {} }
    : { value: undefined, complaints: { [path]: result.complaint } };
}

function readList(param: Param, nodes: readonly Node[], path: string) {
  const complaints: Complaints = {};
  const items = nodes.map((node, index) => {
    const place = `${path}[${index}]`;
    const item = readNode({ ...(param.items as Param), required: true }, node, place);
    Object.assign(complaints, item.complaints);
    return item.value;
  });
  const { minItems: min, maxItems: max } = param;
  if (min !== undefined && items.length < min) {
    complaints[path] = { key: 'minItems', with: { min } };
  }
  if (max !== undefined && items.length > max) {
    complaints[path] = { key: 'maxItems', with: { max } };
  }
  const absent = items.length === 0 && param.required !== true && param.default === undefined;
  return { value: absent ? undefined : items, complaints };
}

const asValues = (value: unknown): Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};

export const asBranch = (node: Node): Branch =>
  typeof node === 'object' && !Array.isArray(node) ? (node as Branch) : {};

export const asList = (node: Node): readonly Node[] => (Array.isArray(node) ? node : []);

/** The same list with an item moved by one place. */
export function moved(items: readonly Node[], index: number, by: -1 | 1): Node[] {
  const next = [...items];
  const [item] = next.splice(index, 1);
  next.splice(index + by, 0, item);
  return next;
}

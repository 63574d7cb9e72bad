import type { Param } from '../api/types';

/** What the fields of a form hold: text as typed, `undefined` where nothing is set. */
export type Raw = Record<string, string | undefined>;

/** Why a field's text is no value: a key of the `invalid` texts and what goes into it. */
export interface Complaint {
  key:
    | 'required'
    | 'int'
    | 'number'
    | 'min'
    | 'max'
    | 'minChars'
    | 'maxChars'
    | 'minItems'
    | 'maxItems'
    | 'pattern'
    | 'json'
    | 'object'
    | 'array'
    | 'values';
  with?: Record<string, string | number>;
}

export interface Reading {
  /** What to call with; only the fields that are set. */
  values: Record<string, unknown>;
  complaints: Record<string, Complaint>;
}

export type Read = { value: unknown } | { complaint: Complaint };

/** The defaults, as text. A command's own defaults hold for what is left out. */
export function initial(params: readonly Param[]): Raw {
  return Object.fromEntries(params.map((param) => [param.name, textOf(param, param.default)]));
}

/** A value as its field shows it. */
export function textOf(param: Param, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const plain = typeof value === 'string' && param.type !== 'any';
  return plain ? value : JSON.stringify(value, null, isJson(param) ? 2 : undefined);
}

export const isJson = (param: Param): boolean =>
  param.type === 'object' || param.type === 'array' || param.type === 'any';

/** Turns what was typed into values, by the same rules as the kernel's validation. */
export function read(params: readonly Param[], raw: Raw): Reading {
  const values: Reading['values'] = {};
  const complaints: Reading['complaints'] = {};
  for (const param of params) {
    const text = raw[param.name];
    if (isUnset(param, text)) {
      if (param.required) complaints[param.name] = { key: 'required' };
      continue;
    }
    const result = readOne(param, text ?? '');
    if ('complaint' in result) complaints[param.name] = result.complaint;
    else values[param.name] = result.value;
  }
  return { values, complaints };
}

/** An empty text is a value only where the field is an optional string that was touched. */
export function isUnset(param: Param, text: string | undefined): boolean {
  if (text === undefined) return true;
  return text.trim() === '' && (param.type !== 'string' || param.required === true);
}

export function readOne(param: Param, text: string): Read {
  switch (param.type) {
    case 'string':
      return checked(param, text, lengthOf(param, text));
    case 'int':
    case 'int64':
      return integer(param, text.trim());
    case 'double': {
      const value = Number(text);
      if (!Number.isFinite(value)) return { complaint: { key: 'number' } };
      return checked(param, value, ranged(param, value));
    }
    case 'bool':
      return { value: text === 'true' };
    case 'enum':
      return chosen(param, text);
    case 'object':
    case 'array':
    case 'any':
      return json(param, text);
  }
}

const INT_MAX = 2n ** 31n - 1n;
const INT64_MAX = 2n ** 63n - 1n;

function integer(param: Param, text: string): Read {
  if (!/^[+-]?\d+$/.test(text)) return { complaint: { key: 'int' } };
  const value = BigInt(text.replace('+', ''));
  const greatest = param.type === 'int' ? INT_MAX : INT64_MAX;
  if (value > greatest) return { complaint: { key: 'max', with: { max: String(greatest) } } };
  if (value < -greatest - 1n) {
    return { complaint: { key: 'min', with: { min: String(-greatest - 1n) } } };
  }
  const number = Number(value);
  return checked(param, Number.isSafeInteger(number) ? number : value, ranged(param, number));
}

function chosen(param: Param, text: string): Read {
  const values = param.enum ?? [];
  const value = values.find((it) => textOf(param, it) === text);
  if (value === undefined && values.length > 0) {
    return { complaint: { key: 'values', with: { values: values.join(', ') } } };
  }
  return { value: value ?? text };
}

function json(param: Param, text: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { complaint: { key: 'json' } };
  }
  if (param.type === 'array') {
    if (!Array.isArray(value)) return { complaint: { key: 'array' } };
    return checked(param, value, countOf(param, value));
  }
  const plain = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (param.type === 'object' && !plain) return { complaint: { key: 'object' } };
  return { value };
}

/** The value, unless one of the limits was met or a text breaks the pattern or the list. */
function checked(param: Param, value: unknown, limit: Complaint | undefined): Read {
  const complaint = limit ?? patterned(param, value) ?? listed(param, value);
  return complaint ? { complaint } : { value };
}

function ranged({ min, max }: Param, value: number): Complaint | undefined {
  if (min !== undefined && value < min) return { key: 'min', with: { min } };
  if (max !== undefined && value > max) return { key: 'max', with: { max } };
  return undefined;
}

function lengthOf({ minLength: min, maxLength: max }: Param, text: string): Complaint | undefined {
  if (min !== undefined && text.length < min) return { key: 'minChars', with: { min } };
  if (max !== undefined && text.length > max) return { key: 'maxChars', with: { max } };
  return undefined;
}

function countOf({ minItems: min, maxItems: max }: Param, items: unknown[]): Complaint | undefined {
  if (min !== undefined && items.length < min) return { key: 'minItems', with: { min } };
  if (max !== undefined && items.length > max) return { key: 'maxItems', with: { max } };
  return undefined;
}

/** Java's expressions are mostly, not wholly, ours: one we cannot read is left to the kernel. */
function patterned({ pattern }: Param, value: unknown): Complaint | undefined {
  if (!pattern || typeof value !== 'string') return undefined;
  try {
    return new RegExp(pattern, 'u').test(value) ? undefined : { key: 'pattern', with: { pattern } };
  } catch {
    return undefined;
  }
}

function listed({ enum: values }: Param, value: unknown): Complaint | undefined {
  if (!values || values.length === 0 || values.includes(value)) return undefined;
  return { key: 'values', with: { values: values.join(', ') } };
}

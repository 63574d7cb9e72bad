import type { Param } from '../api/types';

/** Fields that stand under one heading; the empty heading comes first. */
export interface Section {
  group: string;
  fields: Param[];
}

/** The fields in the order their meta asks for, under the headings it names. */
export function sectionsOf(fields: readonly Param[]): Section[] {
  const sorted = [...fields].sort((a, b) => orderOf(a) - orderOf(b));
  const groups = new Map<string, Param[]>([['', []]]);
  for (const field of sorted) {
    const group = field.ui?.group ?? '';
    groups.set(group, [...(groups.get(group) ?? []), field]);
  }
  return [...groups].map(([group, of]) => ({ group, fields: of })).filter((it) => it.fields.length);
}

const orderOf = (param: Param): number => param.ui?.order ?? Number.MAX_SAFE_INTEGER;

export const isAdvanced = (param: Param): boolean => param.ui?.advanced === true;

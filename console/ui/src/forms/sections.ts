import type { Param } from '../api/types';
import { groupBy } from '../format/groups';

/** Fields that stand under one heading; the empty heading comes first. */
export interface Section {
  group: string;
  fields: Param[];
}

/** The fields in the order their meta asks for, under the headings it names. */
export function sectionsOf(fields: readonly Param[]): Section[] {
  const sorted = [...fields].sort((a, b) => orderOf(a) - orderOf(b));
  const groups = groupBy(sorted, ({ ui }) => ui?.group ?? '');
  const unnamed = groups.get('') ?? [];
  groups.delete('');
  return [['', unnamed] as const, ...groups]
    .map(([group, fields]) => ({ group, fields: [...fields] }))
    .filter(({ fields }) => fields.length > 0);
}

const orderOf = (param: Param): number => param.ui?.order ?? Number.MAX_SAFE_INTEGER;

export const isAdvanced = (param: Param): boolean => param.ui?.advanced === true;

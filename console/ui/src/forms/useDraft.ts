import { useMemo, useState } from 'react';
import type { Config } from '../api/instance';
import { Problem } from '../api/problem';
import type { Param } from '../api/types';
import type { Errors } from './Fields';
import { branchOf, readTree, type Branch } from './tree';
import { useComplaint } from './useComplaint';

export interface Draft {
  branch: Branch;
  values: Config;
  /** What is wrong, once a save was tried. */
  errors: Errors;
  /** Whether anything is not as it was at first. */
  changed: boolean;
  setBranch: (branch: Branch) => void;
  setValues: (values: Config) => void;
  setBlocked: (blocked: boolean) => void;
  /** Shows what is wrong from now on. @returns whether nothing is */
  check: () => boolean;
}

/** A configuration that is being edited. */
export function useDraft(fields: readonly Param[], start: Config): Draft {
  const say = useComplaint();
  const [first] = useState(() => JSON.stringify(branchOf(fields, start)));
  const [branch, setBranch] = useState(() => branchOf(fields, start));
  const [asked, setAsked] = useState(false);
  const [blocked, setBlocked] = useState(false);
  const { values, complaints } = useMemo(() => readTree(fields, branch), [fields, branch]);
  const wrong = Object.entries(complaints).map(([path, it]) => [path, say(it) ?? ''] as const);
  return {
    branch,
    values,
    errors: asked ? Object.fromEntries(wrong) : {},
    changed: blocked || JSON.stringify(branch) !== first,
    setBranch,
    setValues: (it) => setBranch(branchOf(fields, it)),
    setBlocked,
    check: () => {
      setAsked(true);
      return wrong.length === 0 && !blocked;
    },
  };
}

const CONFIG = /^config\.?/;

/** What was refused, unless a field of the form says it. */
export const refusedElsewhere = (error: unknown): unknown =>
  Object.keys(refusedAt(error)).length === 0 ? error : undefined;

/** The places a refusal names, as the form knows them. */
export function refusedAt(error: unknown): Errors {
  if (!(error instanceof Problem) || !error.field || !CONFIG.test(error.field)) return {};
  const said = error.message;
  const reason = said.startsWith(error.field) ? said.slice(error.field.length) : said;
  return { [error.field.replace(CONFIG, '')]: reason.replace(/^\s*:?\s*/, '') };
}

import { groupBy } from '../../../format/groups';
import { isWithin, CODE } from './paths';

/** Something the editor's languages found wrong. Lines and columns count from 1. */
export interface Problem {
  path: string;
  line: number;
  column: number;
  severity: 'error' | 'warning' | 'info';
  message: string;
  /** As its finder numbers it. */
  code: string;
}

export interface ProblemGroup {
  path: string;
  problems: Problem[];
}

const RANK = { error: 0, warning: 1, info: 2 };

/** Problems by file: files with errors first, in each the worst first. */
export function grouped(problems: readonly Problem[]): ProblemGroup[] {
  const inCode = problems.filter(({ path }) => isWithin(path, CODE));
  const groups = groupBy(inCode, ({ path }) => path);
  const worst = ({ problems: list }: ProblemGroup) => RANK[list[0]?.severity ?? 'info'];
  return [...groups]
    .map(([path, list]) => ({ path, problems: list.sort(order) }))
    .sort((a, b) => worst(a) - worst(b) || a.path.localeCompare(b.path));
}

const order = (a: Problem, b: Problem): number =>
  RANK[a.severity] - RANK[b.severity] || a.line - b.line || a.column - b.column;

export const countOf = (problems: readonly Problem[], severity: Problem['severity']): number =>
  problems.filter((it) => it.severity === severity).length;

import type { Process } from '../../api/observed';

export interface ProcessRow {
  process: Process;
  /** How deep below the first process it is. */
  level: number;
}

/** The tree from top to bottom, each process before its children. */
export const rowsOf = (processes: readonly Process[], level = 0): ProcessRow[] =>
  processes.flatMap((process) => [
    { process, level },
    ...rowsOf(process.children ?? [], level + 1),
  ]);

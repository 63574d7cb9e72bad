import type { KernelEvent } from '../api/types';

/** Most warnings and errors that are kept for the notification centre. */
export const ALERTS_MAX = 100;

/** The newest warnings and errors of both lists, each once, ascending. */
export function mergeAlerts(
  known: readonly KernelEvent[],
  found: readonly KernelEvent[],
): readonly KernelEvent[] {
  const loud = found.filter((it) => it.level !== 'info');
  if (loud.length === 0) return known;
  const bySeq = new Map([...known, ...loud].map((it) => [it.seq, it]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq).slice(-ALERTS_MAX);
}

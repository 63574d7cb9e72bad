import type { CallRecord } from '../../api/observed';

/** Calls that are kept; the oldest go first. */
export const CALLS_MAX = 500;

/** The calls with new ones among them, newest first and each once. */
export function merged(known: readonly CallRecord[], found: readonly CallRecord[]): CallRecord[] {
  const byId = new Map([...known, ...found].map((it) => [it.id, it]));
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, CALLS_MAX);
}

export interface CallStats {
  command: string;
  count: number;
  /** Share that did not end well, 0 to 1. */
  errorRate: number;
  medianMs: number;
  p95Ms: number;
  maxMs: number;
}

/** Figures of all calls with an empty name first, then of each command by name. */
export function statsOf(calls: readonly CallRecord[]): CallStats[] {
  if (calls.length === 0) return [];
  const names = [...new Set(calls.map((it) => it.command))].sort();
  const each = names.map((name) =>
    stats(
      name,
      calls.filter((it) => it.command === name),
    ),
  );
  return [stats('', calls), ...each];
}

function stats(command: string, calls: readonly CallRecord[]): CallStats {
  const times = calls.map(ranMs).sort((a, b) => a - b);
  return {
    command,
    count: calls.length,
    errorRate: calls.filter((it) => it.outcome !== 'done').length / calls.length,
    medianMs: at(times, 0.5),
    p95Ms: at(times, 0.95),
    maxMs: times.at(-1) ?? 0,
  };
}

/** Nearest rank. */
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;

export const ranMs = ({ ranMicros }: CallRecord): number => ranMicros / 1000;

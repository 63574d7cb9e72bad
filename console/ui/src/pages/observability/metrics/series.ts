import type { MetricPoint } from '../../../api/metrics';

/** The values of several lines at one time; null where one has none. */
export interface Row {
  at: string;
  values: (number | null)[];
}

/** What a counter rises by in a second; nothing where it began anew with its kernel. */
export function rates(points: readonly MetricPoint[]): (number | null)[] {
  return points.map((point, index) => {
    const before = points[index - 1];
    if (!before) return null;
    const seconds = (Date.parse(point.at) - Date.parse(before.at)) / 1000;
    const risen = point.mean - before.mean;
    return seconds > 0 && risen >= 0 ? risen / seconds : null;
  });
}

/** Lines that were recorded apart, by time. */
export function joined(
  lines: readonly { points: readonly MetricPoint[]; values: readonly (number | null)[] }[],
): Row[] {
  const rows = new Map<string, Row>();
  lines.forEach(({ points, values }, line) =>
    points.forEach(({ at }, index) => {
      const row = rows.get(at) ?? { at, values: lines.map(() => null) };
      rows.set(at, row);
      row.values[line] = values[index] ?? null;
    }),
  );
  return [...rows.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Seconds since 1970, then one row for each line; `null` breaks a line. */
export type Columns = [number[], ...(number | null)[][]];

/** A pause this many times the usual one is a hole: no process ran, or nobody looked. */
const HOLE = 4;

/** Figures as a chart takes them. */
export function columns<T extends { at: string }>(
  samples: readonly T[],
  lines: readonly ((it: T) => number | null)[],
): Columns {
  const times = samples.map(({ at }) => Date.parse(at) / 1000);
  const usual = median(times.slice(1).map((time, index) => time - (times[index] ?? time)));
  const data: Columns = [[], ...lines.map(() => [] as (number | null)[])];
  samples.forEach((sample, index) => {
    const time = times[index] ?? 0;
    const before = times[index - 1];
    if (before !== undefined && time - before > usual * HOLE) push(data, before + usual, []);
    push(
      data,
      time,
      lines.map((of) => of(sample)),
    );
  });
  return data;
}

function push(data: Columns, time: number, values: (number | null)[]) {
  const [times, ...rows] = data;
  times.push(time);
  rows.forEach((row, index) => row.push(values[index] ?? null));
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

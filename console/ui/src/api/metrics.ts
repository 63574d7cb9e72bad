import { getJson, withQuery } from './client';

export interface MetricSample {
  /** `_sum` and `_count` of a summary; empty else. */
  suffix: string;
  labels: Record<string, string>;
  value: number;
}

/** One measure now, with a value for each set of labels. Its name ends with its unit. */
export interface Metric {
  name: string;
  kind: 'counter' | 'gauge' | 'summary';
  help: string;
  samples: MetricSample[];
}

export interface Metrics {
  metrics: Metric[];
  /** The names that have a history. */
  recorded: string[];
}

/** What was recorded of a metric, summed over its labels; of a summary the worst 99th percentile. */
export interface MetricPoint {
  at: string;
  mean: number;
  least: number;
  greatest: number;
}

export const readMetrics = (signal?: AbortSignal): Promise<Metrics> =>
  getJson('/api/metrics', signal);

export const readHistory = (
  name: string,
  since: string,
  points: number,
  signal?: AbortSignal,
): Promise<MetricPoint[]> =>
  getJson<{ points: MetricPoint[] }>(
    withQuery(`/api/metrics/${encodeURIComponent(name)}/history`, { since, points }),
    signal,
  ).then((answer) => answer.points);

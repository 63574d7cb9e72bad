import { bytes, count, duration } from '../../../format/format';

const MINUTE_S = 60;

/** Seconds as people read them, down to microseconds. */
export function seconds(value: number, language: string): string {
  if (value >= MINUTE_S) return duration(value * 1000, language);
  if (value >= 1) return `${value.toFixed(1)} s`;
  if (value >= 1e-3 || value === 0) return `${(value * 1e3).toFixed(value < 0.01 ? 2 : 1)} ms`;
  return `${(value * 1e6).toFixed(0)} µs`;
}

/** A share finer than whole percents. */
export const ratio = (value: number): string => `${(value * 100).toFixed(1)} %`;

/** A metric's value; its name ends with the unit it is measured in. */
export function valueText(name: string, value: number, language: string): string {
  if (name.endsWith('_bytes')) return bytes(value);
  if (name.endsWith('_ratio')) return ratio(value);
  if (name.includes('_seconds') && !name.endsWith('_count')) return seconds(value, language);
  return Number.isInteger(value) ? count(value, language) : value.toPrecision(4);
}

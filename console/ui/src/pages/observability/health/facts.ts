import { bytes, count, dateTime, elapsed, inline } from '../../../format/format';

const TIME = /^\d{4}-\d\d-\d\dT/;

export const isGroup = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A fact as people read it; its name says what it is measured in. */
export function factText(name: string, value: unknown, language: string): string {
  if (typeof value === 'number') {
    if (name.endsWith('Bytes')) return bytes(value);
    if (name.endsWith('Ms')) return elapsed(value);
    return count(value, language);
  }
  if (typeof value === 'string' && TIME.test(value)) return dateTime(value, language);
  if (Array.isArray(value)) return value.length > 0 ? value.map(inline).join(', ') : '–';
  return inline(value) || '–';
}

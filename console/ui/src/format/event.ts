import type { KernelEvent } from '../api/types';
import { inline } from './format';

const TELLING = ['reason', 'message', 'detail'];

/** What an event says beyond its type and subject, in one line. */
export function summary({ data }: KernelEvent): string {
  const said = TELLING.map((key) => data[key]).find((value) => typeof value === 'string' && value);
  if (said) return said as string;
  return Object.entries(data)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => `${key}=${inline(value)}`)
    .join('  ');
}

/** Whether all words of a filter occur in an event. */
export function matches(event: KernelEvent, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = `${event.type} ${event.subject} ${summary(event)}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

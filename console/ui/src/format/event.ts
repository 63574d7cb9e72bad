import type { KernelEvent } from '../api/types';
import { inline } from './format';

const TELLING = ['reason', 'message', 'detail'];

/** What an event says beyond its type and subject, in one line. */
export function summary({ data }: KernelEvent): string {
  const said = TELLING.map((key) => text(data[key])).find(Boolean);
  const way = wayOf(data);
  if (way) return [way, said ?? text(data['step'])].filter(Boolean).join(': ');
  if (said) return said;
  return Object.entries(data)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => `${key}=${inline(value)}`)
    .join('  ');
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** From which version to which; empty where the event is not about that. */
function wayOf({ from, to, version }: KernelEvent['data']): string {
  const until = text(to) || text(version);
  return text(from) && until ? `${text(from)} → ${until}` : '';
}

/** An event, and the earlier steps of the same update that it stands for. */
export interface Gathered {
  event: KernelEvent;
  steps: readonly KernelEvent[];
}

/** The steps of one update become one entry, where the last of them is; expects newest first. */
export function gathered(events: readonly KernelEvent[]): Gathered[] {
  const updates = new Map<string, KernelEvent[]>();
  const entries: Gathered[] = [];
  for (const event of events) {
    const key = updateOf(event);
    const known = key ? updates.get(key) : undefined;
    if (known) {
      known.push(event);
      continue;
    }
    const steps: KernelEvent[] = [];
    if (key) updates.set(key, steps);
    entries.push({ event, steps });
  }
  return entries;
}

const updateOf = ({ type, subject, data }: KernelEvent): string =>
  type.endsWith('.updating') && data['update'] !== undefined
    ? `${type} ${subject} ${inline(data['update'])}`
    : '';

/** Whether all words of a filter occur in an event. */
export function matches(event: KernelEvent, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = `${event.type} ${event.subject} ${summary(event)}`.toLowerCase();
  return words.every((word) => all.includes(word));
}

import { INSTANCE_STATES, type Instance } from '../../api/instance';

export interface Filters {
  search: string;
  state: string;
  kind: string;
  /** `room=lab`, or `room` for any value. */
  label: string;
}

export const SORT_KEYS = [
  'state',
  'name',
  'package',
  'cpu',
  'memory',
  'restarts',
  'uptime',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Sort {
  key: SortKey;
  descending: boolean;
}

/** Reads `cpu`, or `-cpu` for the greatest first. */
export function sortOf(text: string): Sort {
  const descending = text.startsWith('-');
  const key = SORT_KEYS.find((it) => it === text.replace(/^-/, ''));
  return { key: key ?? 'name', descending: descending && key !== undefined };
}

/** The instances that fit all filters, in order. */
export function select(
  instances: readonly Instance[],
  filters: Filters,
  { key, descending }: Sort,
): Instance[] {
  const sign = descending ? -1 : 1;
  return instances
    .filter((it) => fits(it, filters))
    .sort((a, b) => sign * compare(a, b, key) || a.id.localeCompare(b.id));
}

function fits(instance: Instance, { search, state, kind, label }: Filters): boolean {
  if (state && instance.state !== state) return false;
  if (kind && instance.kind !== kind) return false;
  if (label && !labelsOf(instance).includes(label) && !(label in instance.labels)) return false;
  const text = [instance.id, instance.package, instance.version, ...labelsOf(instance)]
    .join(' ')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export const labelsOf = ({ labels }: Instance): string[] =>
  Object.entries(labels).map(([name, value]) => (value ? `${name}=${value}` : name));

function compare(a: Instance, b: Instance, key: SortKey): number {
  switch (key) {
    case 'state':
      return INSTANCE_STATES.indexOf(a.state) - INSTANCE_STATES.indexOf(b.state);
    case 'name':
      return a.id.localeCompare(b.id);
    case 'package':
      return (
        a.package.localeCompare(b.package) ||
        a.version.localeCompare(b.version, undefined, { numeric: true })
      );
    case 'cpu':
      return (a.usage?.cpu ?? -1) - (b.usage?.cpu ?? -1);
    case 'memory':
      return (a.usage?.memoryBytes ?? -1) - (b.usage?.memoryBytes ?? -1);
    case 'restarts':
      return a.restarts - b.restarts;
    case 'uptime':
      // what started later has run shorter
      return since(b) - since(a);
  }
}

const since = ({ state, startedAt }: Instance): number =>
  state === 'running' && startedAt ? Date.parse(startedAt) : Number.MAX_SAFE_INTEGER;

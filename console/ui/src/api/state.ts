import { getJson, send, sendJson, withQuery } from './client';

/** One version of a key. */
export interface StateEntry {
  key: string;
  value: unknown;
  type: 'json' | 'text';
  /** The stamp of the write: time, counter, node, incarnation. */
  version: string;
  at: string;
  by: string;
  deleted: boolean;
}

export interface StatePage {
  entries: StateEntry[];
  more: boolean;
}

/** A version that lost against one that had not known it. */
export interface StateConflict extends StateEntry {
  id: number;
  noticed: string;
  kind: 'concurrent' | 'clash' | 'away' | 'dropped';
  won: string;
}

export interface StateSharing {
  node: string;
  transport: string;
  keys: number;
  bytes: number;
  pending: number;
  conflicts: number;
  quarantined: number;
}

/** Most entries one answer holds. */
export const STATE_PAGE_MAX = 1000;

const path = (base: string, key: string): string =>
  `${base}/${key.split('/').map(encodeURIComponent).join('/')}`;
const at = (key: string): string => path('/api/state', key);

/** Reads whole numbers past 2^53 as `bigint` where the browser tells how they were written. */
async function exactly<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await send(url, {
    headers: { Accept: 'application/json' },
    signal: signal ?? null,
  });
  const exact = (_: string, value: unknown, { source = '' }: { source?: string } = {}) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source)
      ? BigInt(source)
      : value;
  return JSON.parse(await response.text(), exact) as T;
}

export const readState = (
  prefix: string,
  limit: number,
  signal?: AbortSignal,
): Promise<StatePage> => exactly(withQuery('/api/state', { prefix, limit }), signal);

export const readKeyHistory = (key: string, signal?: AbortSignal): Promise<StateEntry[]> =>
  exactly<{ versions: StateEntry[] }>(path('/api/state-history', key), signal).then(
    ({ versions }) => versions,
  );

/**
 * Sets a key if nobody else has meanwhile.
 *
 * @param value JSON text, or the text itself
 * @param seen the version it replaces; undefined where there must be none
 */
export async function setKey(
  key: string,
  type: StateEntry['type'],
  value: string,
  seen: string | undefined,
): Promise<void> {
  const json = type === 'json' ? value : JSON.stringify(value);
  await send(at(key), {
    method: 'PUT',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      ...(seen ? { 'If-Match': `"${seen}"` } : { 'If-None-Match': '*' }),
    },
    body: `{"type":"${type}","value":${json}}`, // as it was written: digits are not lost
  });
}

export async function deleteKey(key: string, seen: string): Promise<void> {
  await send(at(key), { method: 'DELETE', headers: { 'If-Match': `"${seen}"` } });
}

export const readSharing = (signal?: AbortSignal): Promise<StateSharing> =>
  getJson('/api/state-sharing', signal);

export const readConflicts = (signal?: AbortSignal): Promise<StateConflict[]> =>
  exactly<{ conflicts: StateConflict[] }>('/api/state-conflicts', signal).then(
    ({ conflicts }) => conflicts,
  );

export const forgetConflicts = (upTo: number): Promise<unknown> =>
  send(withQuery('/api/state-conflicts', { upTo }), { method: 'DELETE' });

export const readQuarantine = (signal?: AbortSignal): Promise<StateEntry[]> =>
  exactly<{ versions: StateEntry[] }>('/api/state-quarantine', signal).then(
    ({ versions }) => versions,
  );

/** Writes the value of a version from the future now, or overrules it. */
export const decideQuarantined = (
  { key, version }: StateEntry,
  action: 'adopt' | 'drop',
): Promise<unknown> => sendJson('POST', path('/api/state-quarantine', key), { version, action });

import type { Bump, OngoingUpdate, UpdateRecord } from '../updates/record';
import { getJson, send, sendJson } from './client';
import type { Plugin } from './types';
import { uploadFile } from './upload';

const path = (id: string, part = ''): string => `/api/plugins/${encodeURIComponent(id)}${part}`;

/** A jar that the kernel keeps. */
export interface Staged {
  id: string;
  version: string;
  /** Whether another version of it was loaded already: then it is kept for an update. */
  loaded: boolean;
}

export interface KeptVersion {
  version: string;
  digest: string;
  source: Plugin['source'];
  /** When it last became the plugin's; null when it never did. */
  usedAt: string | null;
  current: boolean;
}

export interface PluginOrder {
  version: string;
  healthWindowMs: number;
  force?: boolean;
}

/** What an update would do. */
export interface PluginPlan {
  plugin: string;
  from: string;
  to: string;
  type: Bump;
  needed: Bump;
  changes: { bump: Bump; subject: string; what: string }[];
  metaKnown: boolean;
  concerned: string[];
  problems: string[];
  declared: { exclusive: boolean };
}

/** A version that is out of use and still in memory. */
export interface Leak {
  plugin: string;
  version: string;
  since: string;
  findings: string[];
  paths: string[];
}

export async function unloadPlugin(id: string): Promise<void> {
  await send(path(id), { method: 'DELETE' });
}

/** Loads a jar; one of a plugin that is loaded is kept for an update. */
export async function uploadPlugin(
  file: File,
  onProgress: (share: number) => void,
): Promise<Staged> {
  const staged = await uploadFile<Staged>(
    '/api/plugins',
    file,
    'application/java-archive',
    onProgress,
    { stage: true },
  );
  if (!staged.loaded) await loadKept(staged.id, staged.version);
  return staged;
}

export const loadKept = (id: string, version: string): Promise<Plugin> =>
  sendJson('POST', path(id, '/load'), { version });

export const setStatus = (id: string, status: 'active' | 'disabled'): Promise<Plugin> =>
  sendJson('PUT', path(id, '/status'), { status });

export const readVersions = (
  id: string,
  signal?: AbortSignal,
): Promise<{ versions: KeptVersion[] }> => getJson(path(id), signal);

export const planUpdate = (id: string, version: string): Promise<PluginPlan> =>
  sendJson('POST', path(id, '/update'), { version, dryRun: true });

export const updatePlugin = (id: string, order: PluginOrder): Promise<OngoingUpdate> =>
  sendJson('POST', path(id, '/update'), order);

/** Undoes the last update, or the one under way; with a version, goes to that one. */
export const rollBack = (
  id: string,
  order: { to?: string; healthWindowMs?: number } = {},
): Promise<OngoingUpdate> => sendJson('POST', path(id, '/rollback'), order);

export const readUpdates = (
  id: string,
  signal?: AbortSignal,
): Promise<{ updates: UpdateRecord[] }> => getJson(path(id, '/updates?limit=50'), signal);

export const readLeaks = (id: string, signal?: AbortSignal): Promise<{ leaks: Leak[] }> =>
  getJson(path(id, '/leaks'), signal);

/** Walks a heap dump; the kernel stands still meanwhile. */
export const findLeakPaths = (id: string): Promise<{ leaks: Leak[] }> =>
  sendJson('POST', path(id, '/leaks'), {});

export const approveUiModule = (id: string, digest: string): Promise<unknown> =>
  sendJson('PUT', path(id, '/ui-module/approval'), { digest });

export const withdrawUiModule = (id: string): Promise<unknown> =>
  send(path(id, '/ui-module/approval'), { method: 'DELETE' });

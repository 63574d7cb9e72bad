import { getJson, send, sendJson } from './client';
import { atRoot } from './root';

export const PROFILE_TYPES = ['cpu', 'memory', 'io'] as const;
export type ProfileType = (typeof PROFILE_TYPES)[number];

/** A profile that was taken, or is being taken. */
export interface Profile {
  id: number;
  type: ProfileType;
  /** Whose; empty for the whole kernel. */
  unit: string;
  by: string;
  startedAt: string;
  askedMs: number;
  tookMs: number;
  state: 'running' | 'done' | 'stopped' | 'failed';
  weight: number;
  measure: 'samples' | 'bytes' | 'ms';
  reason: string;
  summary: { grown?: Growth[] };
}

/** A class with more instances after a full collection than before. */
export interface Growth {
  class: string;
  instances: number;
  bytes: number;
}

/** What was seen together: frames from the outermost, which says whose it is, to the innermost. */
export interface Stack {
  frames: string[];
  weight: number;
}

export const EXPORTS = ['collapsed', 'speedscope', 'jfr'] as const;
export type Export = (typeof EXPORTS)[number];

const path = (id: number, part = ''): string => `/api/profiles/${id}${part}`;

export const readProfiles = (signal?: AbortSignal): Promise<Profile[]> =>
  getJson<{ profiles: Profile[] }>('/api/profiles', signal).then(({ profiles }) => profiles);

export const readStacks = (id: number, signal?: AbortSignal): Promise<Stack[]> =>
  getJson<{ stacks: Stack[] }>(path(id, '/stacks'), signal).then(({ stacks }) => stacks);

export const startProfile = (order: {
  type: ProfileType;
  unit: string;
  durationMs: number;
}): Promise<Profile> => sendJson('POST', '/api/profiles', order);

export const stopProfile = (id: number): Promise<Profile> =>
  sendJson('POST', path(id, '/stop'), {});

export const deleteProfile = (id: number): Promise<unknown> => send(path(id), { method: 'DELETE' });

export const exportUrl = (id: number, format: Export): string =>
  atRoot(path(id, `/export?format=${format}`));

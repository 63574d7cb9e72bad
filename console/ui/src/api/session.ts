import { getJson, send } from './client';
import type { Role, Session } from './types';

export const readSession = (signal?: AbortSignal): Promise<Session> =>
  getJson<Session>('/api/session', signal);

export async function logOut(): Promise<void> {
  await send('/auth/logout', { method: 'POST' });
}

/** Whether a role may call what changes something. The kernel decides; this only spares a refused attempt. */
export const mayCall = (role: Role): boolean => role !== 'viewer';

/** Whether a role may install, create, configure and update. */
export const mayManage = (role: Role): boolean => role === 'admin';

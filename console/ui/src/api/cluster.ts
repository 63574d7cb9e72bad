import { getJson, send, sendJson } from './client';

/** A kernel that was heard of lately. */
export interface Member {
  node: string;
  host: string;
  version: string;
  seen: string;
  self: boolean;
}

/** How this kernel is joined to others. */
export type Cluster =
  | { joined: false; members: [] }
  | {
      joined: true;
      members: Member[];
      url: string;
      credentials: string;
      group: string;
      joinedAt: string;
      joinedBy: string;
      connected: boolean;
      connectedSince: string;
      reason: string;
      server: string;
      unsent: number;
    };

/** Where to join. */
export interface Address {
  url: string;
  group: string;
  /** A path on the kernel's machine; empty for none. */
  credentials: string;
}

export const readCluster = (signal?: AbortSignal): Promise<Cluster> =>
  getJson('/api/cluster', signal);

export const joinCluster = (address: Address): Promise<unknown> =>
  sendJson('PUT', '/api/cluster', address);

export const leaveCluster = (): Promise<unknown> => send('/api/cluster', { method: 'DELETE' });

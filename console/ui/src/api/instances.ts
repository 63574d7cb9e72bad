import { getJson, send, sendJson, withQuery } from './client';
import type {
  Config,
  ConfigRevision,
  ConfigView,
  Instance,
  InstanceDetails,
  NewInstance,
  UnitKind,
  UpdateOrder,
  UpdatePlan,
} from './instance';
import type { UpdateRecord } from '../updates/record';

/** Path of an instance, or of a part of it. */
export const instancePath = (id: string, part = ''): string =>
  `/api/instances/${encodeURIComponent(id)}${part}`;

export type Act = 'start' | 'stop' | 'restart';

export const createInstance = (kind: UnitKind, wanted: NewInstance): Promise<Instance> =>
  sendJson('POST', `/api/instances/${kind}s`, wanted);

export const readInstance = (id: string, signal?: AbortSignal): Promise<InstanceDetails> =>
  getJson(instancePath(id), signal);

export const act = (id: string, what: Act): Promise<Instance> =>
  sendJson('POST', instancePath(id, `/${what}`), {});

/** Kills without asking the process to end. */
export const forceStop = (id: string): Promise<Instance> =>
  sendJson('POST', instancePath(id, '/stop'), { force: true });

/** Stops what runs, then removes the instance with its directory and log. */
export async function deleteInstance(id: string): Promise<void> {
  await send(withQuery(instancePath(id), { force: true }), { method: 'DELETE' });
}

export const changeInstance = (
  id: string,
  change: Partial<Pick<InstanceDetails, 'labels' | 'restart' | 'profile' | 'args'>>,
): Promise<Instance> => sendJson('PATCH', instancePath(id), change);

export const readConfig = (id: string, signal?: AbortSignal): Promise<ConfigView> =>
  getJson(instancePath(id, '/config'), signal);

export const saveConfig = (id: string, config: Config, restart: boolean): Promise<Instance> =>
  sendJson('PUT', instancePath(id, '/config'), { config, restart });

export const readRevisions = (id: string): Promise<{ revisions: ConfigRevision[] }> =>
  getJson(instancePath(id, '/config/history'));

export const revertConfig = (id: string, version: number): Promise<Instance> =>
  sendJson('POST', instancePath(id, '/config/revert'), { version });

export const planUpdate = (id: string, order: UpdateOrder): Promise<UpdatePlan> =>
  sendJson('POST', instancePath(id, '/update'), { ...order, dryRun: true });

export const updateInstance = (id: string, order: UpdateOrder): Promise<Instance> =>
  sendJson('POST', instancePath(id, '/update'), order);

export const rollBack = (id: string): Promise<Instance> =>
  sendJson('POST', instancePath(id, '/rollback'), {});

export const readUpdates = (id: string): Promise<{ changes: UpdateRecord[] }> =>
  getJson(instancePath(id, '/history'));

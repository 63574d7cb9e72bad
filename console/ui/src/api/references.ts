import { getJson, send, sendJson, withQuery } from './client';
import type { InstanceDetails, Reference } from './instance';
import { instancePath } from './instances';

/** A driver that a service says it needs, and how far it is there. */
export interface Dependency {
  alias: string;
  package: string;
  /** A range, such as `^1.0.0`. */
  version: string;
  commands: string[];
  /** The name that its instance is made with. */
  instance: string;
  /** `package@version` that will do; null where none is installed. */
  installed: string | null;
  /** The instance that new instances of the service begin with. */
  refersTo: string | null;
  /** What keeps it from being there, in words; empty where nothing does. */
  problem: string;
}

type Dependencies = { dependencies: Dependency[] };

const path = (service: string) =>
  `/api/packages/services/${encodeURIComponent(service)}/dependencies`;

export const readDependencies = (
  service: string,
  version: string,
  signal?: AbortSignal,
): Promise<Dependency[]> =>
  getJson<Dependencies>(withQuery(path(service), { version }), signal).then(
    ({ dependencies }) => dependencies,
  );

/** Makes instances of what the newest version needs and is installed. */
export const setUpDependencies = (service: string): Promise<Dependency[]> =>
  sendJson<Dependencies>('POST', path(service), {}).then(({ dependencies }) => dependencies);

const referencePath = (service: string, alias: string) =>
  instancePath(service, `/references/${encodeURIComponent(alias)}`);

export const saveReference = (
  service: string,
  alias: string,
  reference: Reference,
): Promise<InstanceDetails> => sendJson('PUT', referencePath(service, alias), reference);

export async function removeReference(service: string, alias: string): Promise<void> {
  await send(referencePath(service, alias), { method: 'DELETE' });
}

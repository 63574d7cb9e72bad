import { getJson, send, sendJson, withQuery } from './client';
import type { Config, Meta } from './instance';
import { atRoot } from './root';
import { uploadFile } from './upload';

/** A package that is installed: one entry for each id, its newest version. */
export interface Package {
  id: string;
  kind: string;
  version: string;
  name: string;
  description: string;
  vendor: string;
  program: string;
  digest: string;
  installedAt: string;
  installedBy: string;
  commands: number;
  instances: string[];
  /** Newest first. */
  versions: string[];
}

export interface PackageDetails extends Package {
  meta: Meta;
  defaults: Config;
}

export const DOC_FORMATS = ['markdown', 'html', 'openapi', 'ts', 'json-schema', 'json'] as const;
export type DocFormat = (typeof DOC_FORMATS)[number];

const DRIVERS = '/api/packages/drivers';
const path = (id: string, part = '') => `${DRIVERS}/${encodeURIComponent(id)}${part}`;

export const readPackages = (signal?: AbortSignal): Promise<Package[]> =>
  getJson<{ packages: Package[] }>(DRIVERS, signal).then(({ packages }) => packages);

export const readPackage = (
  id: string,
  version?: string,
  signal?: AbortSignal,
): Promise<PackageDetails> => getJson(withQuery(path(id), { version }), signal);

export async function removePackage(id: string, version: string): Promise<void> {
  await send(withQuery(path(id), { version }), { method: 'DELETE' });
}

export const saveDefaults = (id: string, defaults: Config): Promise<unknown> =>
  sendJson('PUT', path(id, '/defaults'), defaults);

export const docsUrl = (id: string, format: DocFormat, version: string): string =>
  atRoot(withQuery(path(id, '/docs'), { format, version }));

export async function readDocs(
  id: string,
  format: DocFormat,
  version: string,
  signal?: AbortSignal,
): Promise<string> {
  const response = await send(withQuery(path(id, '/docs'), { format, version }), {
    signal: signal ?? null,
  });
  return response.text();
}

export const uploadPackage = (
  file: File,
  onProgress: (share: number) => void,
): Promise<Package[]> =>
  uploadFile<{ packages: Package[] }>(DRIVERS, file, 'application/zip', onProgress).then(
    ({ packages }) => packages,
  );

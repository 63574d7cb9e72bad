import { getJson, send, sendJson, withQuery } from './client';
import type { Config, Meta, UnitKind } from './instance';
import { atRoot } from './root';
import { uploadFile } from './upload';

/** A package that is installed: one entry for each id, its newest version. */
export interface Package {
  id: string;
  kind: UnitKind;
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

const path = (kind: UnitKind, id = '', part = '') =>
  `/api/packages/${kind}s${id && `/${encodeURIComponent(id)}`}${part}`;

export const readPackages = (kind: UnitKind, signal?: AbortSignal): Promise<Package[]> =>
  getJson<{ packages: Package[] }>(path(kind), signal).then(({ packages }) => packages);

export const readPackage = (
  kind: UnitKind,
  id: string,
  version?: string,
  signal?: AbortSignal,
): Promise<PackageDetails> => getJson(withQuery(path(kind, id), { version }), signal);

type Ref = Pick<Package, 'kind' | 'id'>;

export async function removePackage({ kind, id }: Ref, version: string): Promise<void> {
  await send(withQuery(path(kind, id), { version }), { method: 'DELETE' });
}

export const saveDefaults = ({ kind, id }: Ref, defaults: Config): Promise<unknown> =>
  sendJson('PUT', path(kind, id, '/defaults'), defaults);

export const docsUrl = ({ kind, id }: Ref, format: DocFormat, version: string): string =>
  atRoot(withQuery(path(kind, id, '/docs'), { format, version }));

export async function readDocs(
  { kind, id }: Ref,
  format: DocFormat,
  version: string,
  signal?: AbortSignal,
): Promise<string> {
  const response = await send(withQuery(path(kind, id, '/docs'), { format, version }), {
    signal: signal ?? null,
  });
  return response.text();
}

export const uploadPackage =
  (kind: UnitKind) =>
  (file: File, onProgress: (share: number) => void): Promise<Package[]> =>
    uploadFile<{ packages: Package[] }>(path(kind), file, 'application/zip', onProgress).then(
      ({ packages }) => packages,
    );

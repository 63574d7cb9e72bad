import { getJson, send, withQuery } from './client';
import { atRoot } from './root';
import { Problem } from './problem';

/** The files of an instance. Paths are relative to its directory, without a leading slash. */

/** Where the code of a service lies. */
export const CODE = 'workspace';

/** Above this nothing can be uploaded. */
export const UPLOAD_MAX = 64 * 1024 * 1024;

export interface FileEntry {
  name: string;
  path: string;
  kind: 'file' | 'directory';
  size: number;
  modifiedAt: string;
  etag?: string;
}

export interface Listing {
  path: string;
  entries: FileEntry[];
  truncated?: boolean;
}

export interface Written {
  path: string;
  size: number;
  modifiedAt: string;
  etag: string;
}

/** What a file holds, as far as an editor can show it. */
export type Content =
  | { kind: 'text'; text: string; etag: string }
  | { kind: 'binary'; etag: string }
  | { kind: 'large' }
  | { kind: 'gone' };

export interface Match {
  path: string;
  line: number;
  column: number;
  length: number;
  text: string;
}

export interface SearchFor {
  text: string;
  regex: boolean;
  case: boolean;
  glob: string;
}

export const filePath = (id: string, path: string): string =>
  ['/api/files', id, ...path.split('/').filter(Boolean)]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/');

export const listFiles = (id: string, path: string, recursive: boolean): Promise<Listing> =>
  getJson(withQuery(filePath(id, path), { recursive: recursive || undefined }));

/** An ETag without the quotes it has in headers. */
const bare = (etag: string | null): string => (etag ?? '').replace(/^(?:W\/)?"|"$/g, '');

const SNIFFED = 8192;

export async function readContent(id: string, path: string): Promise<Content> {
  try {
    const response = await send(filePath(id, path), { cache: 'no-store' });
    const etag = bare(response.headers.get('ETag'));
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.subarray(0, SNIFFED).includes(0)) return { kind: 'binary', etag };
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      return { kind: 'text', text, etag };
    } catch {
      return { kind: 'binary', etag };
    }
  } catch (error) {
    if (error instanceof Problem && error.status === 413) return { kind: 'large' };
    if (error instanceof Problem && error.status === 404) return { kind: 'gone' };
    throw error;
  }
}

/** @param etag of what is overwritten; undefined where nothing may be there yet */
export async function writeText(
  id: string,
  path: string,
  text: string,
  etag: string | undefined,
): Promise<Written> {
  const response = await send(filePath(id, path), {
    method: 'PUT',
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      ...(etag === undefined ? { 'If-None-Match': '*' } : { 'If-Match': `"${etag}"` }),
    },
    body: text,
  });
  const written = (await response.json()) as Written;
  return { ...written, etag: bare(response.headers.get('ETag') ?? written.etag) };
}

export const makeDirectory = (id: string, path: string): Promise<unknown> =>
  send(withQuery(filePath(id, path), { directory: true }), { method: 'POST' });

export const movePath = (id: string, from: string, to: string): Promise<unknown> =>
  send(withQuery(filePath(id, to), { from }), { method: 'POST' });

export const uploadBytes = (id: string, path: string, file: Blob): Promise<unknown> =>
  send(withQuery(filePath(id, path), { upload: true }), {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
  });

export const deletePath = (id: string, path: string, recursive: boolean): Promise<unknown> =>
  send(withQuery(filePath(id, path), { recursive: recursive || undefined }), { method: 'DELETE' });

export const downloadUrl = (id: string, path: string): string =>
  atRoot(withQuery(filePath(id, path), { download: true }));

export const searchFiles = (
  id: string,
  { text, regex, case: exact, glob }: SearchFor,
  signal?: AbortSignal,
): Promise<{ matches: Match[]; truncated?: boolean }> =>
  getJson(
    withQuery(filePath(id, CODE), {
      search: text,
      regex: regex || undefined,
      case: exact || undefined,
      glob,
    }),
    signal,
  );

/** Kept with the files: what the editor knows of the platform's modules and units. */
export interface TypeFile {
  id: string;
  path: string;
  kind: 'runtime' | 'driver' | 'plugin' | 'service' | 'index';
}

export const readTypeFiles = (): Promise<TypeFile[]> =>
  getJson<{ files: TypeFile[] }>('/api/types').then(({ files }) => files);

export const readTypes = async (id: string): Promise<string> =>
  (await send(`/api/types/${encodeURIComponent(id)}`)).text();

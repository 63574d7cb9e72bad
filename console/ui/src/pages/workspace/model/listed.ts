import type { FileEntry } from '../../../api/files';
import { Problem as Refusal } from '../../../api/problem';

interface Listed {
  entries: FileEntry[];
  truncated?: boolean;
}

export const NOTHING: Listed = { entries: [] };

/** A folder that is not there holds nothing. */
export function absent(error: unknown): Listed {
  if (error instanceof Refusal && error.status === 404) return NOTHING;
  throw error;
}

/** What tells one content of a file from another in a listing. */
export const stampOf = ({ etag, modifiedAt, size }: FileEntry): string =>
  etag ?? `${modifiedAt} ${size}`;

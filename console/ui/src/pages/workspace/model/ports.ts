import type { Content, Listing, Written } from '../../../api/files';

/** The files of one instance. */
export interface Files {
  list: (path: string, recursive: boolean) => Promise<Listing>;
  read: (path: string) => Promise<Content>;
  /** @param etag of what is overwritten; undefined where nothing may be there yet */
  write: (path: string, text: string, etag: string | undefined) => Promise<Written>;
  makeDirectory: (path: string) => Promise<unknown>;
  move: (from: string, to: string) => Promise<unknown>;
  upload: (path: string, file: Blob) => Promise<unknown>;
  remove: (path: string, recursive: boolean) => Promise<unknown>;
}

/** The texts as the editor has them. */
export interface Texts {
  /** Takes a text that has no history; @returns it as the editor gives it back. */
  begin: (path: string, text: string) => string;
  /** Takes a text as a change that can be undone. */
  take: (path: string, text: string) => void;
  get: (path: string) => string | undefined;
  move: (from: string, to: string) => void;
  drop: (path: string) => void;
}

/** Paths inside an instance's directory: relative, with `/`, the root being the empty one. */

import type { FileEntry } from '../../../api/files';

export { CODE } from '../../../api/files';

/** What the kernel writes and nobody else. */
const FIXED = ['config', 'logs'];

export const isFixed = (path: string): boolean => FIXED.includes(path.split('/')[0] ?? '');

/** The directories an instance has always: they are not moved and not deleted. */
export const isTop = (path: string): boolean => !path.includes('/');

/** Whether it can be renamed, moved and deleted. */
export const isMovable = (path: string): boolean => !isTop(path) && !isFixed(path);

/** Whether something new can be put into a folder. */
export const isRoom = (folder: string): boolean => folder !== '' && !isFixed(folder);

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const folderOf = (path: string): string =>
  path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';

/** A folder itself, or the one that a file lies in. */
export const folderAt = ({ path, kind }: Pick<FileEntry, 'path' | 'kind'>): string =>
  kind === 'directory' ? path : folderOf(path);

export const inside = (folder: string, name: string): string =>
  folder ? `${folder}/${name}` : name;

/** Whether a path is the folder itself or lies below it. */
export const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);

/** Where a path is after one it lies in was moved. */
export const moved = (path: string, from: string, to: string): string =>
  isWithin(path, from) ? to + path.slice(from.length) : path;

/** The folders a path lies in, outermost first. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

export type NameComplaint = 'required' | 'slash' | 'dots' | 'long' | 'taken';

const LONGEST = 255;

/** Why a name cannot be given to a file; undefined where it can. */
export function nameComplaint(name: string, taken: readonly string[]): NameComplaint | undefined {
  if (name.trim() === '') return 'required';
  if (/[/\\\u0000-\u001f]/.test(name)) return 'slash';
  if (name === '.' || name === '..') return 'dots';
  if (new TextEncoder().encode(name).length > LONGEST) return 'long';
  return taken.includes(name) ? 'taken' : undefined;
}

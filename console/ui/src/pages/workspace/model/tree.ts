import type { FileEntry } from '../../../api/files';
import { groupBy } from '../../../format/groups';
import { CODE, folderOf, foldersOf, isWithin } from './paths';

/** What is known of an instance's files. */
export interface Tree {
  entries: ReadonlyMap<string, FileEntry>;
  /** Folders whose entries are all known. */
  listed: ReadonlySet<string>;
}

export const EMPTY_TREE: Tree = { entries: new Map(), listed: new Set() };

/** A line of the tree as it is shown. */
export interface Row {
  entry: FileEntry;
  /** 1 at the top. */
  level: number;
  expanded: boolean;
  /** Place among its siblings, from 1, and their number. */
  place: number;
  siblings: number;
}

/** Takes what a folder holds; with `deep` also what the folders in it hold. */
export function withListing(
  tree: Tree,
  folder: string,
  entries: readonly FileEntry[],
  deep: boolean,
): Tree {
  const gone = (path: string) =>
    path !== folder && (deep ? isWithin(path, folder) : folderOf(path) === folder);
  const kept = [...tree.entries].filter(([path]) => !gone(path));
  const next = new Map(kept);
  for (const entry of entries) next.set(entry.path, entry);
  const listed = new Set([...tree.listed, folder]);
  if (deep) {
    for (const entry of entries) if (entry.kind === 'directory') listed.add(entry.path);
  }
  // what lay in a folder that is gone is gone too
  const known = (path: string) => foldersOf(path).every((it) => next.has(it));
  return {
    entries: new Map([...next].filter(([path]) => known(path))),
    listed: new Set([...listed].filter((it) => it === '' || next.get(it)?.kind === 'directory')),
  };
}

/** The module that a service begins with. */
export const entryOf = (tree: Tree): string | undefined =>
  [`${CODE}/index.js`, `${CODE}/index.ts`].find((it) => tree.entries.has(it));

/** Code before all else, then folders, then names. */
function order(a: FileEntry, b: FileEntry): number {
  const rank = ({ path, kind }: FileEntry) => (path === CODE ? 0 : kind === 'directory' ? 1 : 2);
  return rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true });
}

/** The lines in view, where only the folders in `expanded` are open. */
export function rowsOf(tree: Tree, expanded: ReadonlySet<string>): Row[] {
  const byFolder = groupBy(tree.entries.values(), ({ path }) => folderOf(path));
  const rows: Row[] = [];
  const walk = (folder: string, level: number) => {
    const entries = (byFolder.get(folder) ?? []).sort(order);
    entries.forEach((entry, index) => {
      const open = entry.kind === 'directory' && expanded.has(entry.path);
      rows.push({ entry, level, expanded: open, place: index + 1, siblings: entries.length });
      if (open) walk(entry.path, level + 1);
    });
  };
  walk('', 1);
  return rows;
}

export const filesIn = (tree: Tree): FileEntry[] =>
  [...tree.entries.values()].filter((it) => it.kind === 'file');

const SOURCE = /\.(?:js|mjs|cjs|ts|mts|cts)$/;
const SOURCES_MAX = 300;
const SOURCE_BYTES_MAX = 256 * 1024;

/** The code that belongs together: what imports can lead to. */
export const sourcesIn = (tree: Tree): FileEntry[] =>
  filesIn(tree)
    .filter(
      ({ path, size }) =>
        isWithin(path, CODE) &&
        SOURCE.test(path) &&
        size <= SOURCE_BYTES_MAX &&
        !/(?:^|\/)(?:node_modules|\.backplane)\//.test(path),
    )
    .slice(0, SOURCES_MAX);

/** Names of the npm packages beside the code. */
export function packagesIn(tree: Tree): string[] {
  const root = `${CODE}/node_modules/`;
  const names = new Set<string>();
  for (const path of tree.entries.keys()) {
    const found =
      path.startsWith(root) && /^(@[^/]+\/[^/]+|[^@./][^/]*)/.exec(path.slice(root.length));
    if (found) names.add(found[0]);
  }
  return [...names].sort();
}

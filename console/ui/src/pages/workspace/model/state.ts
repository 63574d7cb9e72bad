import type { OpenFile } from './open';
import { isWithin, moved } from './paths';
import type { Problem } from './problems';
import { EMPTY_TREE, type Tree } from './tree';

/** Where the editor is to go. A new object each time: the same place can be asked for again. */
export interface Reveal {
  path: string;
  line: number;
  column: number;
  length: number;
}

/** All that the workspace page shows. */
export interface WorkspaceState {
  tree: Tree;
  treeError: unknown;
  /** Whether there are more files than are listed. */
  truncated: boolean;
  expanded: ReadonlySet<string>;
  open: readonly OpenFile[];
  active: string | undefined;
  /** The file whose two texts are compared. */
  comparing: string | undefined;
  reveal: Reveal | undefined;
  problems: readonly Problem[];
}

export const EMPTY_STATE: WorkspaceState = {
  tree: EMPTY_TREE,
  treeError: undefined,
  truncated: false,
  expanded: new Set(),
  open: [],
  active: undefined,
  comparing: undefined,
  reveal: undefined,
  problems: [],
};

export const fileOf = (
  { open }: Pick<WorkspaceState, 'open'>,
  path: string | undefined,
): OpenFile | undefined => open.find((it) => it.path === path);

export const dirtyFiles = ({ open }: Pick<WorkspaceState, 'open'>): OpenFile[] =>
  open.filter((it) => it.dirty);

/** Puts what became of a file in its place; nothing where it was closed meanwhile. */
export const withFile = (state: WorkspaceState, file: OpenFile): Partial<WorkspaceState> => ({
  open: state.open.map((it) => (it.path === file.path ? file : it)),
});

/** Closes tabs; the one to the right of the active, else to its left, becomes active. */
export function without(
  state: WorkspaceState,
  gone: (path: string) => boolean,
): Partial<WorkspaceState> {
  const { open, active, comparing } = state;
  const left = open.filter((it) => !gone(it.path));
  if (!active || !gone(active)) return { open: left };
  const at = open.findIndex((it) => it.path === active);
  const next =
    open.slice(at).find((it) => !gone(it.path)) ??
    open.slice(0, at).findLast((it) => !gone(it.path));
  return {
    open: left,
    active: next?.path,
    comparing: comparing && gone(comparing) ? undefined : comparing,
  };
}

/** Follows a file or folder to where it was moved. */
export function withMoved(
  state: WorkspaceState,
  from: string,
  to: string,
): Partial<WorkspaceState> {
  const at = (path: string) => moved(path, from, to);
  return {
    open: state.open.map((it) => (isWithin(it.path, from) ? { ...it, path: at(it.path) } : it)),
    active: state.active === undefined ? undefined : at(state.active),
    comparing: undefined,
    expanded: new Set([...state.expanded].map(at)),
  };
}

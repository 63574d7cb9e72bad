import type { KeyboardEvent, RefObject } from 'react';
import { useBench } from '../context';
import { folderOf, isMovable } from '../model/paths';
import type { FileTreeProps } from './FileTree';

/** The keys a tree is expected to know, and F2 and Delete. */
export function useTreeKeys(
  { rows, chosen, mayEdit, onChoose, onNaming, onDelete }: FileTreeProps,
  frame: RefObject<HTMLElement | null>,
): (event: KeyboardEvent) => void {
  const { workspace } = useBench().session;
  const choose = (path: string | undefined) => {
    if (path === undefined) return;
    onChoose(path);
    const row = [...(frame.current?.querySelectorAll<HTMLElement>('[data-path]') ?? [])];
    row.find((it) => it.dataset['path'] === path)?.focus();
  };
  return (event) => {
    const at = rows.findIndex((it) => it.entry.path === chosen);
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const { path, kind } = row.entry;
    const folder = kind === 'directory';
    const fixed = !mayEdit || !isMovable(path);
    const toggle = (wanted: boolean) => void workspace.toggle(path, wanted).catch(() => undefined);
    const acts: Record<string, () => void> = {
      ArrowDown: () => choose(rows[at + 1]?.entry.path),
      ArrowUp: () => choose(rows[at - 1]?.entry.path),
      Home: () => choose(rows[0]?.entry.path),
      End: () => choose(rows.at(-1)?.entry.path),
      ArrowRight: () => {
        if (folder && !row.expanded) toggle(true);
        else if (folder)
          choose(rows[at + 1]?.level === row.level + 1 ? rows[at + 1]?.entry.path : undefined);
      },
      ArrowLeft: () => {
        if (folder && row.expanded) toggle(false);
        else choose(folderOf(path) || undefined);
      },
      Enter: () => (folder ? toggle(!row.expanded) : void workspace.open(path)),
      F2: () => fixed || onNaming('rename', path),
      Delete: () => fixed || onDelete(path),
    };
    acts[' '] = acts['Enter'] ?? (() => undefined);
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}

import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useBench, useWorkspace } from '../context';
import { folderAt, folderOf, inside, isMovable, isRoom, isWithin, nameOf } from '../model/paths';
import type { Row } from '../model/tree';
import { NameRow, type Naming } from './NameRow';
import { TreeRow } from './TreeRow';
import { useDeed } from './useDeed';
import { useTreeKeys } from './useTreeKeys';

export interface FileTreeProps {
  rows: readonly Row[];
  chosen: string;
  naming: Naming | undefined;
  mayEdit: boolean;
  onChoose: (path: string) => void;
  onNaming: (what: Naming['what'], at: string) => void;
  onNamed: (name: string) => Promise<void>;
  onNamingEnd: () => void;
  onDelete: (path: string) => void;
  onUpload: (folder: string) => void;
}

const DRAGGED = 'application/x-backplane-path';

/** Files and folders as a tree. What is dragged onto a folder is moved or uploaded there. */
export function FileTree(props: FileTreeProps) {
  const { rows, chosen, naming, mayEdit, onChoose, onNamed, onNamingEnd } = props;
  const { t } = useTranslation();
  const { workspace } = useBench().session;
  const entries = useWorkspace((it) => it.tree.entries);
  const active = useWorkspace((it) => it.active);
  const frame = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState<string>();
  const deed = useDeed();
  const onKeyDown = useTreeKeys(props, frame);
  const namesIn = (folder: string, but = '') =>
    [...entries.values()]
      .filter((it) => folderOf(it.path) === folder && it.path !== but)
      .map(({ name }) => name);
  const onDrop = (event: DragEvent, folder: string) => {
    event.preventDefault();
    setOver(undefined);
    const path = event.dataTransfer.getData(DRAGGED);
    if (path) void deed.move(path, inside(folder, nameOf(path)));
    else void deed.upload(folder, [...event.dataTransfer.files]);
  };
  const newRow = (row: Row) =>
    naming && naming.what !== 'rename' && naming.at === row.entry.path ? (
      <li key="naming" role="none" style={{ '--level': row.level + 1 } as never}>
        <NameRow
          label={t(naming.what === 'file' ? 'workspace.newFile' : 'workspace.newFolder')}
          start=""
          taken={namesIn(naming.at)}
          onDone={onNamed}
          onEnd={onNamingEnd}
        />
      </li>
    ) : null;
  const line = (row: Row) => {
    const { path, name } = row.entry;
    const folder = folderAt(row.entry);
    const renaming = naming?.what === 'rename' && naming.at === path;
    if (renaming) {
      return (
        <li key={path} role="none" style={{ '--level': row.level } as never}>
          <NameRow
            label={t('workspace.rename')}
            start={name}
            taken={namesIn(folderOf(path), path)}
            onDone={onNamed}
            onEnd={onNamingEnd}
          />
        </li>
      );
    }
    return (
      <TreeRow
        key={path}
        row={row}
        chosen={chosen === path}
        active={active === path}
        dropped={over !== undefined && isWithin(path, over)}
        tree={props}
        drag={{
          draggable: mayEdit && isMovable(path),
          onDragStart: (event) => event.dataTransfer.setData(DRAGGED, path),
          onDragOver: (event) => {
            if (!mayEdit || !isRoom(folder)) return;
            event.preventDefault();
            setOver(folder);
          },
          onDrop: (event) => onDrop(event, folder),
        }}
        onClick={() => {
          onChoose(path);
          void (row.entry.kind === 'directory' ? deed.toggle(path) : workspace.open(path));
        }}
      />
    );
  };
  return (
    <div className="tree-frame" ref={frame} onDragLeave={() => setOver(undefined)}>
      <ul role="tree" className="tree" aria-label={t('workspace.files')} onKeyDown={onKeyDown}>
        {rows.flatMap((row) => [line(row), newRow(row)])}
      </ul>
    </div>
  );
}

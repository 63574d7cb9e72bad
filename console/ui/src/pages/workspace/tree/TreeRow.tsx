import { Dropdown } from 'antd';
import {
  CaretDownOutlined,
  CaretRightOutlined,
  FileOutlined,
  FolderOpenOutlined,
  FolderOutlined,
  LockOutlined,
} from '@ant-design/icons';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../context';
import { isFixed, isTop, isWithin } from '../model/paths';
import { fileOf } from '../model/state';
import type { Row } from '../model/tree';
import type { FileTreeProps } from './FileTree';
import { useMenu } from './useMenu';

interface Props {
  row: Row;
  chosen: boolean;
  active: boolean;
  dropped: boolean;
  tree: FileTreeProps;
  drag: {
    draggable: boolean;
    onDragStart: (event: DragEvent) => void;
    onDragOver: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
  onClick: () => void;
}

/** One file or folder. Its menu opens by the right button or the menu key. */
export function TreeRow({ row, chosen, active, dropped, tree, drag, onClick }: Props) {
  const { t } = useTranslation();
  const { entry, level, expanded, place, siblings } = row;
  const { path, name, kind } = entry;
  const items = useMenu(entry, tree);
  const dirty = useWorkspace((it) => fileOf(it, path)?.dirty === true);
  const worst = useWorkspace(({ problems }) =>
    problems.some((it) => it.severity === 'error' && isWithin(it.path, path)),
  );
  const folder = kind === 'directory';
  const marks = [
    'tree-row',
    chosen ? 'tree-chosen' : '',
    active ? 'tree-active' : '',
    dropped ? 'tree-drop' : '',
    worst ? 'tree-wrong' : '',
  ];
  return (
    <Dropdown trigger={['contextMenu']} menu={{ items }}>
      <li
        role="treeitem"
        data-path={path}
        className={marks.filter(Boolean).join(' ')}
        style={{ '--level': level } as never}
        tabIndex={chosen ? 0 : -1}
        aria-level={level}
        aria-posinset={place}
        aria-setsize={siblings}
        aria-selected={chosen}
        aria-expanded={folder ? expanded : undefined}
        title={path}
        onClick={onClick}
        {...drag}
      >
        <span className="tree-caret" aria-hidden>
          {folder ? expanded ? <CaretDownOutlined /> : <CaretRightOutlined /> : null}
        </span>
        <span className="tree-icon" aria-hidden>
          {folder ? (
            expanded ? (
              <FolderOpenOutlined />
            ) : (
              <FolderOutlined />
            )
          ) : (
            <FileIcon name={name} />
          )}
        </span>
        <span className="tree-name">{name}</span>
        {isTop(path) && isFixed(path) ? (
          <LockOutlined className="tree-lock" aria-label={t('workspace.readOnly')} />
        ) : null}
        {dirty ? (
          <span className="file-dirty" role="img" aria-label={t('workspace.unsaved')} />
        ) : null}
      </li>
    </Dropdown>
  );
}

const LETTERS: Record<string, string> = {
  js: 'JS',
  mjs: 'JS',
  cjs: 'JS',
  ts: 'TS',
  mts: 'TS',
  json: '{}',
  md: 'M',
};

/** Two letters tell languages apart faster than pictures. */
function FileIcon({ name }: { name: string }) {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const letters = LETTERS[ending];
  return letters ? (
    <span className={`tree-kind tree-kind-${ending}`}>{letters}</span>
  ) : (
    <FileOutlined />
  );
}

import { Button, Skeleton } from 'antd';
import {
  CompressOutlined,
  FileAddOutlined,
  FolderAddOutlined,
  ReloadOutlined,
  UploadOutlined,
} from '@ant-design/icons';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../../components/Failure';
import { later } from '../../../components/later';
import { useBench, useWorkspace } from '../context';
import { folderAt, folderOf, isRoom, nameOf } from '../model/paths';
import { rowsOf } from '../model/tree';
import { FileTree } from './FileTree';
import type { Naming } from './NameRow';
import { useDeed } from './useDeed';

const ConfirmName = later(() => import('../../../components/ConfirmName'));

/** The files of the instance, and what can be done with them. */
export function FilePane() {
  const { t } = useTranslation();
  const { session, mayEdit } = useBench();
  const { workspace } = session;
  const tree = useWorkspace((it) => it.tree);
  const expanded = useWorkspace((it) => it.expanded);
  const treeError = useWorkspace((it) => it.treeError);
  const truncated = useWorkspace((it) => it.truncated);
  const rows = useMemo(() => rowsOf(tree, expanded), [tree, expanded]);
  const [chosen, setChosen] = useState<string>('workspace');
  const [naming, setNaming] = useState<Naming>();
  const [deleting, setDeleting] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const uploadTo = useRef('');
  const deed = useDeed();
  const entry = tree.entries.get(chosen);
  const folder = entry ? folderAt(entry) : folderOf(chosen);
  const closed = !mayEdit || !isRoom(folder);

  const begin = async (what: Naming['what'], at: string) => {
    if (what !== 'rename') await workspace.toggle(at, true).catch(() => undefined);
    setNaming({ what, at });
  };
  const upload = (at: string) => {
    uploadTo.current = at;
    input.current?.click();
  };
  if (treeError && tree.entries.size === 0) {
    const retry = () => void workspace.refresh();
    return <Failure title={t('workspace.treeFailed')} error={treeError} retry={retry} />;
  }
  return (
    <>
      <div className="tree-tools" role="toolbar" aria-label={t('workspace.treeTools')}>
        <TreeTool
          label={t('workspace.newFile')}
          icon={<FileAddOutlined />}
          disabled={closed}
          onClick={() => void begin('file', folder)}
        />
        <TreeTool
          label={t('workspace.newFolder')}
          icon={<FolderAddOutlined />}
          disabled={closed}
          onClick={() => void begin('folder', folder)}
        />
        <TreeTool
          label={t('workspace.upload')}
          icon={<UploadOutlined />}
          disabled={closed}
          onClick={() => upload(folder)}
        />
        <TreeTool
          label={t('workspace.refresh')}
          icon={<ReloadOutlined />}
          onClick={() => void workspace.refresh()}
        />
        <TreeTool
          label={t('workspace.collapse')}
          icon={<CompressOutlined />}
          onClick={() => workspace.collapse()}
        />
      </div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          void deed.upload(uploadTo.current, [...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {tree.entries.size === 0 ? (
        <Skeleton active title={false} paragraph={{ rows: 5 }} className="tree-loading" />
      ) : (
        <FileTree
          rows={rows}
          chosen={chosen}
          naming={naming}
          mayEdit={mayEdit}
          onChoose={setChosen}
          onNaming={(what, at) => void begin(what, at)}
          onNamed={async (name) => {
            if (!naming || !(await deed.name(naming, name))) return;
            setNaming(undefined);
          }}
          onNamingEnd={() => setNaming(undefined)}
          onDelete={setDeleting}
          onUpload={upload}
        />
      )}
      {truncated ? <p className="tree-note">{t('workspace.truncated')}</p> : null}
      {deleting ? (
        <ConfirmName
          name={nameOf(deleting)}
          title={t('workspace.deleteTitle', { file: nameOf(deleting) })}
          text={t(
            tree.entries.get(deleting)?.kind === 'directory'
              ? 'workspace.deleteFolderText'
              : 'workspace.deleteText',
          )}
          action={t('workspace.delete')}
          act={() => workspace.remove(deleting)}
          onClose={() => setDeleting(undefined)}
        />
      ) : null}
    </>
  );
}

interface ToolProps {
  label: string;
  icon: ReactNode;
  disabled?: boolean;
  onClick: () => void;
}

function TreeTool({ label, icon, disabled = false, onClick }: ToolProps) {
  return (
    <Button
      type="text"
      size="small"
      icon={icon}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    />
  );
}

import type { MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { downloadUrl, type FileEntry } from '../../../api/files';
import { useBench } from '../context';
import { folderAt, isMovable, isRoom } from '../model/paths';
import type { FileTreeProps } from './FileTree';

type Items = NonNullable<MenuProps['items']>;

/** What can be done with a file or a folder. */
export function useMenu(
  entry: FileEntry,
  { mayEdit, onNaming, onDelete, onUpload }: FileTreeProps,
): Items {
  const { t } = useTranslation();
  const { session } = useBench();
  const { path, kind, name } = entry;
  const folder = folderAt(entry);
  const closed = !mayEdit || !isRoom(folder);
  const fixed = !mayEdit || !isMovable(path);
  const download = () => {
    const link = document.createElement('a');
    link.href = downloadUrl(session.id, path);
    link.download = name;
    link.click();
  };
  return [
    item('file', t('workspace.newFile'), closed, () => onNaming('file', folder)),
    item('folder', t('workspace.newFolder'), closed, () => onNaming('folder', folder)),
    item('upload', t('workspace.upload'), closed, () => onUpload(folder)),
    ...(kind === 'file' ? [item('download', t('workspace.download'), false, download)] : []),
    { type: 'divider' },
    {
      ...item('rename', t('workspace.rename'), fixed, () => onNaming('rename', path)),
      extra: 'F2',
    },
    { ...item('delete', t('workspace.delete'), fixed, () => onDelete(path)), danger: true },
  ];
}

/** The menu lies in the tree as React sees it; its clicks are not the row's. */
const item = (key: string, label: string, disabled: boolean, act: () => void) => ({
  key,
  label,
  disabled,
  onClick: ({ domEvent }: { domEvent: { stopPropagation: () => void } }) => {
    domEvent.stopPropagation();
    act();
  },
});

import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { UPLOAD_MAX } from '../../../api/files';
import { useBench } from '../context';
import { folderOf, inside } from '../model/paths';
import { useTry } from '../useTry';
import type { Naming } from './NameRow';

/** Changes to files; each says why it did not work out. */
export function useDeed() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { workspace } = useBench().session;
  const attempt = useTry();
  const upload = (folder: string, files: readonly File[]) => {
    const large = files.filter(({ size }) => size > UPLOAD_MAX);
    for (const { name } of large) void message.error(t('workspace.tooLarge', { file: name }));
    return attempt(
      workspace.upload(
        folder,
        files.filter((it) => !large.includes(it)),
      ),
    );
  };
  /** @returns whether it has that name now */
  const name = ({ what, at }: Naming, wanted: string): Promise<boolean> => {
    if (what === 'file') return attempt(workspace.newFile(at, wanted));
    if (what === 'folder') return attempt(workspace.newFolder(at, wanted));
    return attempt(workspace.move(at, inside(folderOf(at), wanted)));
  };
  const move = (from: string, to: string) => attempt(workspace.move(from, to));
  const toggle = (folder: string) => attempt(workspace.toggle(folder));
  return { upload, name, move, toggle };
}

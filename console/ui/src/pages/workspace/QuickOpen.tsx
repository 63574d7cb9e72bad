import { Command } from 'cmdk';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../../components/useFocusBack';
import { useBench, useWorkspace } from './context';
import { best } from './model/fuzzy';
import { folderOf, nameOf } from './model/paths';
import { filesIn } from './model/tree';
import '../../app/palette.css';

/** Opens a file by some letters of its path; `:12` behind them goes to a line. */
export default function QuickOpen({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const { workspace } = useBench().session;
  const tree = useWorkspace((it) => it.tree);
  const open = useWorkspace((it) => it.open);
  const [typed, setTyped] = useState('');
  const [letters = '', line] = typed.split(':');
  const paths = useMemo(
    () =>
      filesIn(tree)
        .map(({ path }) => path)
        .filter((it) => !it.includes('/node_modules/')),
    [tree],
  );
  const shown = best(
    letters,
    paths,
    open.map(({ path }) => path),
  );
  const go = (path: string) => {
    onClose();
    const at = Number(line);
    void workspace.open(path, at > 0 ? { line: at, column: 1 } : undefined);
  };
  return (
    <Command.Dialog
      open
      onOpenChange={(stays) => !stays && onClose()}
      label={t('workspace.quickOpen')}
      overlayClassName="palette-overlay"
      contentClassName="palette"
      shouldFilter={false}
      loop
    >
      <Command.Input
        placeholder={t('workspace.quickOpenHint')}
        value={typed}
        onValueChange={setTyped}
      />
      <Command.List label={t('workspace.quickOpen')}>
        <Command.Empty>{t('workspace.noFile')}</Command.Empty>
        {shown.map((path) => (
          <Command.Item key={path} value={path} onSelect={() => go(path)}>
            <span>{nameOf(path)}</span>
            <span className="palette-note">{folderOf(path)}</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command.Dialog>
  );
}

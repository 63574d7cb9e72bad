import { FileSearchOutlined, FolderOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../components/later';
import { Split } from '../../components/Split';
import { UnsavedGuard } from '../../components/UnsavedGuard';
import { useWorkspace } from './context';
import { EditorPane } from './EditorPane';
import { arrange, useLayout } from './layout';
import { dirtyFiles } from './model/state';
import { BottomPanel } from './panels/BottomPanel';
import { SearchPane } from './panels/SearchPane';
import { Toolbar } from './Toolbar';
import { FilePane } from './tree/FilePane';
import { useFollowing } from './useFollowing';
import { useShortcuts } from './useShortcuts';

const QuickOpen = later(() => import('./QuickOpen'));

/** Files at the left, code in the middle, what comes of it below. */
export function WorkspaceView() {
  const { t } = useTranslation();
  const layout = useLayout();
  const [asking, setAsking] = useState(false);
  const dirty = useWorkspace((it) => dirtyFiles(it).length);
  useShortcuts(() => setAsking(true));
  useFollowing();
  return (
    <div className="workspace">
      <Toolbar onQuickOpen={() => setAsking(true)} />
      <div className="workspace-body">
        <Split
          along="row"
          sized="first"
          share={layout.side}
          least={12}
          most={45}
          label={t('workspace.resizeSide')}
          onShare={(side) => arrange({ side })}
        >
          <Side />
          <Split
            along="column"
            sized="second"
            share={layout.bottom}
            folded={!layout.bottomOpen}
            least={12}
            most={75}
            label={t('workspace.resizeBottom')}
            onShare={(bottom) => arrange({ bottom })}
          >
            <EditorPane />
            <BottomPanel />
          </Split>
        </Split>
      </div>
      {asking ? <QuickOpen onClose={() => setAsking(false)} /> : null}
      <UnsavedGuard unsaved={dirty > 0} />
    </div>
  );
}

function Side() {
  const { t } = useTranslation();
  const pane = useLayout((it) => it.pane);
  const panes = [
    { id: 'files', icon: <FolderOutlined aria-hidden />, View: FilePane },
    { id: 'search', icon: <FileSearchOutlined aria-hidden />, View: SearchPane },
  ] as const;
  const { View } = panes.find((it) => it.id === pane) ?? panes[0];
  return (
    <section className="side-pane" aria-label={t('workspace.side')}>
      <div className="pane-tabs">
        {panes.map(({ id, icon }) => (
          <button
            key={id}
            type="button"
            aria-pressed={pane === id}
            onClick={() => arrange({ pane: id })}
          >
            {icon}
            {t(`workspace.pane.${id}`)}
          </button>
        ))}
      </div>
      <View />
    </section>
  );
}

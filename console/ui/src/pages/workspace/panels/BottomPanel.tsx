import { Button } from 'antd';
import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useBench, useWorkspace } from '../context';
import { arrange, PANELS, useLayout, type Panel } from '../layout';
import { countOf } from '../model/problems';
import { Commands } from './Commands';
import { Output } from './Output';
import { Problems } from './Problems';

const VIEWS = { output: Output, problems: Problems, commands: Commands };

/** What comes of the code: its output, what is wrong with it, what it can be asked. */
export function BottomPanel() {
  const { t } = useTranslation();
  const { panel, bottomOpen } = useLayout();
  const View = VIEWS[panel];
  const fold = bottomOpen ? t('workspace.fold') : t('workspace.unfold');
  return (
    <section className="bottom-panel" aria-label={t('workspace.panels')}>
      <div className="bottom-head">
        <div className="pane-tabs">
          {PANELS.map((it) => (
            <button
              key={it}
              type="button"
              aria-pressed={bottomOpen && it === panel}
              onClick={() => arrange({ panel: it, bottomOpen: true })}
            >
              {t(`workspace.panel.${it}`)}
              <Badge panel={it} />
            </button>
          ))}
        </div>
        <Button
          type="text"
          size="small"
          icon={bottomOpen ? <DownOutlined /> : <UpOutlined />}
          aria-label={fold}
          aria-expanded={bottomOpen}
          title={fold}
          onClick={() => arrange({ bottomOpen: !bottomOpen })}
        />
      </div>
      {bottomOpen ? (
        <div className="bottom-body">
          <View />
        </div>
      ) : null}
    </section>
  );
}

function Badge({ panel }: { panel: Panel }) {
  const problems = useWorkspace((it) => it.problems);
  const { meta } = useBench().instance;
  const count = panel === 'problems' ? problems.length : (meta.commands?.length ?? 0);
  if (panel === 'output' || count === 0) return null;
  const bad = panel === 'problems' && countOf(problems, 'error') > 0;
  return <span className={`count-badge${bad ? ' count-bad' : ''}`}>{count}</span>;
}

import { AppstoreOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { PLUGIN_STATES, type Plugin } from '../../api/types';
import { Empty } from '../../components/Empty';
import { STATE_TONES } from '../../components/Level';
import { Panel } from '../../components/Panel';
import { AllLink } from './AllLink';
import { Counts } from './Counts';

/** How many plugins are in which state; each leads to those. */
export function PluginCounts({ plugins }: { plugins: Plugin[] }) {
  const { t } = useTranslation();
  const rows = PLUGIN_STATES.map((state) => ({
    key: state,
    text: t(`plugins.state.${state}`),
    tone: STATE_TONES[state],
    number: plugins.filter((it) => it.state === state).length,
    to: `/plugins?state=${state}`,
  }));
  const all = <AllLink to="/plugins" text={t('dashboard.showPlugins')} />;
  return (
    <Panel title={t('dashboard.plugins')} extra={all}>
      {plugins.length === 0 ? (
        <Empty
          icon={<AppstoreOutlined />}
          title={t('dashboard.pluginsNone')}
          hint={t('dashboard.pluginsNoneHint')}
        />
      ) : (
        <Counts rows={rows} />
      )}
    </Panel>
  );
}

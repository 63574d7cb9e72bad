import { AppstoreOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PLUGIN_STATES, type Plugin } from '../../api/types';
import { Empty } from '../../components/Empty';
import { Dot, STATE_TONES } from '../../components/Level';
import { Panel } from '../../components/Panel';
import { count } from '../../format/format';

/** How many plugins are in which state; each leads to those. */
export function PluginCounts({ plugins }: { plugins: Plugin[] }) {
  const { t, i18n } = useTranslation();
  const states = PLUGIN_STATES.map((state) => ({
    state,
    number: plugins.filter((it) => it.state === state).length,
  })).filter(({ number }) => number > 0);
  const all = (
    <Link to="/plugins" className="panel-link">
      {t('dashboard.showPlugins')}
    </Link>
  );
  return (
    <Panel title={t('dashboard.plugins')} extra={all}>
      {plugins.length === 0 ? (
        <Empty
          icon={<AppstoreOutlined />}
          title={t('dashboard.pluginsNone')}
          hint={t('dashboard.pluginsNoneHint')}
        />
      ) : (
        <>
          <div className="counts-bar" aria-hidden>
            {states.map(({ state, number }) => (
              <span
                key={state}
                className={`bar-${STATE_TONES[state]}`}
                style={{ flexGrow: number }}
              />
            ))}
          </div>
          <ul className="counts">
            {states.map(({ state, number }) => (
              <li key={state}>
                <Link to={`/plugins?state=${state}`}>
                  <Dot tone={STATE_TONES[state]} />
                  {t(`plugins.state.${state}`)}
                  <strong>{count(number, i18n.language)}</strong>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

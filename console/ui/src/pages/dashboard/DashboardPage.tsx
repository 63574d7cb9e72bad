import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../api/instance';
import { HealthTag } from '../../components/Level';
import { Widgets } from '../../extensions/Widgets';
import { usePageTitle } from '../../components/usePageTitle';
import { useLive } from '../../live/store';
import { Attention } from './Attention';
import { EventFeed } from './EventFeed';
import { HealthPanel } from './HealthPanel';
import { InstanceCounts } from './InstanceCounts';
import { LiveInstances } from './LiveInstances';
import { LoadPanel } from './LoadPanel';
import { PlatformPanel } from './PlatformPanel';
import { PluginCounts } from './PluginCounts';
import { Uptime } from './Uptime';
import './dashboard.css';

const NONE: readonly Instance[] = [];

export default function DashboardPage() {
  const { t } = useTranslation();
  const platform = useLive((live) => live.platform);
  const health = useLive((live) => live.health);
  const plugins = useLive((live) => live.plugins);
  const instances = useLive((live) => live.instances) ?? NONE;
  usePageTitle(t('dashboard.title'));
  const ready = platform && health && plugins;
  return (
    <div className="page dashboard">
      <header className="page-head">
        <h1>{t('dashboard.title')}</h1>
        {ready ? (
          <p className="page-sub">
            <HealthTag level={health.level} />
            <span className="mono">{platform.version}</span>
            <a href={platform.url} className="mono">
              {platform.url.replace(/^https?:\/\//, '')}
            </a>
            <Uptime className="quiet" />
          </p>
        ) : null}
      </header>
      {ready ? (
        <div className="board">
          <div className="board-main">
            <LoadPanel platform={platform} />
            <LiveInstances instances={instances} />
            <Attention health={health} plugins={plugins} instances={instances} />
            <EventFeed />
            <Widgets place="dashboard" />
          </div>
          <div className="board-side">
            <HealthPanel health={health} />
            <InstanceCounts instances={instances} />
            <PluginCounts plugins={plugins.plugins} />
            <PlatformPanel platform={platform} />
          </div>
        </div>
      ) : (
        <Skeleton active paragraph={{ rows: 10 }} title={false} />
      )}
    </div>
  );
}

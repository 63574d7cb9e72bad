import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { HealthTag } from '../../components/Level';
import { usePageTitle } from '../../components/usePageTitle';
import { useLive } from '../../live/store';
import { Attention } from './Attention';
import { EventFeed } from './EventFeed';
import { HealthPanel } from './HealthPanel';
import { LoadPanel } from './LoadPanel';
import { PlatformPanel } from './PlatformPanel';
import { PluginCounts } from './PluginCounts';
import { Uptime } from './Uptime';
import './dashboard.css';

export default function DashboardPage() {
  const { t } = useTranslation();
  const platform = useLive((live) => live.platform);
  const health = useLive((live) => live.health);
  const plugins = useLive((live) => live.plugins);
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
            <Attention health={health} plugins={plugins} />
            <EventFeed />
          </div>
          <div className="board-side">
            <HealthPanel health={health} />
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

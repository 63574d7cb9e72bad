import {
  AppstoreOutlined,
  BlockOutlined,
  ClusterOutlined,
  DashboardOutlined,
  DeploymentUnitOutlined,
  ExperimentOutlined,
  FileTextOutlined,
  LineChartOutlined,
  SettingOutlined,
  ThunderboltOutlined,
  UsbOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { ExtensionLinks } from '../extensions/ExtensionLinks';
import { useLive } from '../live/store';
import { MAIN_PAGES, OSGI_PAGES, type Page } from './pages';

const ICONS: Record<Page['label'], ReactNode> = {
  dashboard: <DashboardOutlined />,
  instances: <ThunderboltOutlined />,
  drivers: <UsbOutlined />,
  lab: <ExperimentOutlined />,
  plugins: <AppstoreOutlined />,
  observability: <LineChartOutlined />,
  bundles: <BlockOutlined />,
  components: <DeploymentUnitOutlined />,
  services: <ClusterOutlined />,
  configMgr: <SettingOutlined />,
  logs: <FileTextOutlined />,
};

interface Props {
  collapsed?: boolean;
  onNavigate?: () => void;
}

/** The pages, in groups. */
export function Nav({ collapsed = false, onNavigate }: Props) {
  const { t } = useTranslation();
  const troubledPlugins = useLive(({ plugins }) =>
    plugins
      ? plugins.rejected.length + plugins.plugins.filter((it) => it.state === 'error').length
      : 0,
  );
  const crashed = useLive(
    ({ instances }) => instances?.filter((it) => it.state === 'crashed').length ?? 0,
  );
  const badges: Partial<Record<Page['label'], number>> = {
    plugins: troubledPlugins,
    instances: crashed,
  };
  const link = (page: Page) => {
    const text = t(`nav.${page.label}`);
    const badge = badges[page.label];
    return (
      <li key={page.path}>
        <NavLink
          to={page.path}
          end={page.path === '/'}
          className="nav-link"
          title={collapsed ? text : undefined}
          onClick={onNavigate}
        >
          <span className="nav-icon" aria-hidden>
            {ICONS[page.label]}
          </span>
          <span className="nav-text">{text}</span>
          {badge ? <span className="nav-badge">{badge}</span> : null}
        </NavLink>
      </li>
    );
  };
  return (
    <nav aria-label={t('app.menu')} className="nav">
      <ul>{MAIN_PAGES.map(link)}</ul>
      <ExtensionLinks collapsed={collapsed} onNavigate={onNavigate} />
      <h2 className="nav-group">{t('nav.osgi')}</h2>
      <ul>{OSGI_PAGES.map(link)}</ul>
    </nav>
  );
}

import { Button } from 'antd';
import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { Failure } from '../components/Failure';
import { ConnectionBanner } from './ConnectionBadge';
import { CrashWatch } from './CrashWatch';
import { Header } from './Header';
import { Nav } from './Nav';
import { Overlays } from './Overlays';
import { PageBoundary } from './PageBoundary';
import { toggleMenu, usePreferences } from './preferences';
import { loadSession, useSession } from './session';
import { onShortcut } from './shortcuts';

/** The frame around every page. */
export function Shell() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const collapsed = usePreferences(({ menuCollapsed }) => menuCollapsed);
  const error = useSession((state) => state.error);
  useShortcuts();
  return (
    <div className={`shell${collapsed ? ' shell-collapsed' : ''}`}>
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <Header />
      <aside className="side">
        <Nav collapsed={collapsed} />
        <Button
          type="text"
          className="side-toggle"
          icon={collapsed ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
          aria-label={collapsed ? t('app.expand') : t('app.collapse')}
          aria-expanded={!collapsed}
          onClick={toggleMenu}
        />
      </aside>
      <main id="content" className="content" tabIndex={-1}>
        <ConnectionBanner />
        {error ? (
          <Failure title={t('app.sessionFailed')} error={error} retry={() => void loadSession()} />
        ) : (
          <PageBoundary key={pathname.split('/').slice(0, 3).join('/')}>
            <Outlet />
          </PageBoundary>
        )}
      </main>
      <Overlays />
      <CrashWatch />
    </div>
  );
}

/** Listens before the page is painted: what can be seen can be used. */
function useShortcuts() {
  const navigate = useNavigate();
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => onShortcut(event, (path) => void navigate(path));
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [navigate]);
}

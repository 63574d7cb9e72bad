import { App as AntdApp, ConfigProvider } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { createBrowserRouter, Outlet, RouterProvider } from 'react-router';
import { APP, atRoot } from '../api/root';
import { antdLocale } from '../i18n';
import { NotFound } from './NotFound';
import * as pages from './pages';
import { usePreferences } from './preferences';
import { Shell } from './Shell';
import { antdTheme } from './theme';

const Dashboard = lazy(pages.loadDashboard);
const Instances = lazy(pages.loadInstances);
const Instance = lazy(pages.loadInstance);
const Drivers = lazy(pages.loadDrivers);
const Lab = lazy(pages.loadLab);
const Plugins = lazy(pages.loadPlugins);
const Observability = lazy(pages.loadObservability);
const Extension = lazy(pages.loadExtension);
const Legacy = lazy(pages.loadLegacy);

const router = createBrowserRouter(
  [
    {
      element: <Shell />,
      children: [
        {
          element: <Page />,
          children: [
            { index: true, element: <Dashboard /> },
            { path: 'instances', element: <Instances /> },
            { path: 'instances/:id/:tab?', element: <Instance /> },
            { path: 'drivers/:id?', element: <Drivers /> },
            { path: 'lab/:id?', element: <Lab /> },
            { path: 'plugins/:id?', element: <Plugins /> },
            { path: 'observability/:tab?', element: <Observability /> },
            { path: 'x/:plugin/:path?', element: <Extension /> },
            { path: 'osgi/:label', element: <Legacy /> },
            { path: '*', element: <NotFound /> },
          ],
        },
      ],
    },
  ],
  { basename: atRoot(APP) },
);

export function App() {
  const { i18n } = useTranslation();
  const scheme = usePreferences((state) => state.scheme);
  return (
    <ConfigProvider
      theme={antdTheme(scheme)}
      locale={antdLocale(i18n.language)}
      button={{ autoInsertSpace: false }} // a name has to hold what is seen
    >
      <AntdApp component={false}>
        <RouterProvider router={router} />
      </AntdApp>
    </ConfigProvider>
  );
}

function Page() {
  const { t } = useTranslation();
  return (
    <Suspense fallback={<p className="page-loading">{t('app.loading')}</p>}>
      <Outlet />
    </Suspense>
  );
}

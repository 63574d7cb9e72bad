import { App as AntdApp, ConfigProvider } from 'antd';
import { useTranslation } from 'react-i18next';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { APP, atRoot } from '../api/root';
import { laterPage } from '../components/later';
import { antdLocale } from '../i18n';
import { NotFound } from './NotFound';
import * as pages from './pages';
import { usePreferences } from './preferences';
import { Shell } from './Shell';
import { antdTheme } from './theme';

const Dashboard = laterPage(pages.loadDashboard);
const Instances = laterPage(pages.loadInstances);
const Instance = laterPage(pages.loadInstance);
const Drivers = laterPage(pages.loadDrivers);
const Lab = laterPage(pages.loadLab);
const Plugins = laterPage(pages.loadPlugins);
const Observability = laterPage(pages.loadObservability);
const Extension = laterPage(pages.loadExtension);
const Workspace = laterPage(pages.loadWorkspace);
const Legacy = laterPage(pages.loadLegacy);

const router = createBrowserRouter(
  [
    {
      element: <Shell />,
      children: [
        { index: true, element: <Dashboard /> },
        { path: 'instances', element: <Instances /> },
        { path: 'instances/:id/:tab?', element: <Instance /> },
        { path: 'workspace/:instance', element: <Workspace /> },
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

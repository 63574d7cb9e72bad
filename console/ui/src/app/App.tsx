import { App as AntdApp, ConfigProvider } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { BrowserRouter, Route, Routes } from 'react-router';
import { APP, atRoot } from '../api/root';
import { antdLocale } from '../i18n';
import { NotFound } from './NotFound';
import { loadDashboard, loadLegacy, loadPlugins } from './pages';
import { usePreferences } from './preferences';
import { Shell } from './Shell';
import { antdTheme } from './theme';

const Dashboard = lazy(loadDashboard);
const Plugins = lazy(loadPlugins);
const Legacy = lazy(loadLegacy);

export function App() {
  const { i18n } = useTranslation();
  const scheme = usePreferences((state) => state.scheme);
  return (
    <ConfigProvider theme={antdTheme(scheme)} locale={antdLocale(i18n.language)}>
      <AntdApp component={false}>
        <BrowserRouter basename={atRoot(APP)}>
          <Routes>
            <Route element={<Shell />}>
              <Route index element={<Page view={Dashboard} />} />
              <Route path="plugins/:id?" element={<Page view={Plugins} />} />
              <Route path="osgi/:label" element={<Page view={Legacy} />} />
              <Route path="*" element={<NotFound />} />
            </Route>
          </Routes>
        </BrowserRouter>
      </AntdApp>
    </ConfigProvider>
  );
}

function Page({ view: View }: { view: ReturnType<typeof lazy> }) {
  const { t } = useTranslation();
  return (
    <Suspense fallback={<p className="page-loading">{t('app.loading')}</p>}>
      <View />
    </Suspense>
  );
}

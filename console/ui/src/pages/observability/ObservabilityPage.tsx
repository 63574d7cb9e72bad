import { useTranslation } from 'react-i18next';
import { NavLink, useParams } from 'react-router';
import { usePageTitle } from '../../components/usePageTitle';
import { TAB_VIEWS, tabOf, TABS } from './tabs';
import '../../components/list.css';
import '../../components/tabs.css';

export default function ObservabilityPage() {
  const { t } = useTranslation();
  const tab = tabOf(useParams()['tab']);
  usePageTitle(t(`observability.tab.${tab}`));
  const View = TAB_VIEWS[tab];
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('observability.title')}</h1>
        <p className="page-sub quiet">{t('observability.subtitle')}</p>
      </header>
      <nav className="tabs" aria-label={t('observability.tabs')}>
        {TABS.map((it) => (
          <NavLink key={it} to={`/observability${it === 'health' ? '' : `/${it}`}`} end>
            {t(`observability.tab.${it}`)}
          </NavLink>
        ))}
      </nav>
      <View key={tab} />
    </div>
  );
}

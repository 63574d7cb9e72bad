import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { NotFound } from '../app/NotFound';
import { Loading } from '../components/Loading';
import { usePageTitle } from '../components/usePageTitle';
import { useLive } from '../live/store';
import { ExtensionBoundary } from './ExtensionBoundary';
import { useExtensions } from './loader';
import { routes, textIn, useAdded } from './registry';

/** A page that a plugin adds. */
export default function ExtensionPage() {
  const { t, i18n } = useTranslation();
  const { plugin = '', path = '' } = useParams();
  const found = useAdded(routes).find((it) => it.plugin === plugin && it.item.path === path);
  const known = useLive(({ plugins }) => plugins !== undefined);
  const state = useExtensions((all) => all[plugin]?.state);
  const title = found ? textIn(found.item.title, i18n.language) : plugin;
  usePageTitle(title);
  if (!found) {
    return known && state !== 'loading' ? <NotFound /> : <Loading />;
  }
  const Body = found.item.component;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{title}</h1>
        <p className="page-sub quiet">{t('extensions.by', { plugin })}</p>
      </header>
      <ExtensionBoundary key={`${plugin}/${path}`} plugin={plugin}>
        <Body />
      </ExtensionBoundary>
    </div>
  );
}

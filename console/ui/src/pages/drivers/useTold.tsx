import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Package } from '../../api/packages';
import { lacking, namesOf, needsLink, unmade } from '../../references/needs';
import { useDependencies } from '../../references/useDependencies';
import '../../references/references.css';

/** What an upload has brought, and what a service among it still needs. */
export function useTold(): (list: Package[]) => ReactNode {
  const { t } = useTranslation();
  return (list) =>
    list.map(({ id, kind, version }) => (
      <span key={id}>
        {t('upload.done', { id, version })}
        {kind === 'service' ? <StillNeeded id={id} version={version} /> : null}
      </span>
    ));
}

function StillNeeded({ id, version }: { id: string; version: string }) {
  const { t } = useTranslation();
  const { data: all = [] } = useDependencies(id, version);
  const missing = lacking(all);
  if (missing.length === 0 && unmade(all).length === 0) return null;
  return (
    <span className="still-needed">
      {missing.length > 0 ? t('needs.lacks', { names: namesOf(missing) }) : t('needs.unmade')}{' '}
      <Link to={needsLink(id)}>{t('needs.show', { id })}</Link>
    </span>
  );
}

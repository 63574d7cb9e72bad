import { useTranslation } from 'react-i18next';

/** Stands in for a page, or a part of one, that is still to come. */
export function Loading() {
  const { t } = useTranslation();
  return <p className="page-loading">{t('app.loading')}</p>;
}

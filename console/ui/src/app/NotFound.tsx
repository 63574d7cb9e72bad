import { CompassOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { Empty } from '../components/Empty';
import { usePageTitle } from '../components/usePageTitle';

export function NotFound() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  usePageTitle(t('notFound.title'));
  return (
    <div className="page">
      <h1 className="visually-hidden">{t('notFound.title')}</h1>
      <Empty
        icon={<CompassOutlined />}
        title={t('notFound.title')}
        hint={t('notFound.hint', { path: pathname })}
        action={<Link to="/">{t('notFound.home')}</Link>}
      />
    </div>
  );
}

import { Skeleton } from 'antd';
import { ThunderboltOutlined } from '@ant-design/icons';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useParams } from 'react-router';
import type { InstanceDetails } from '../../api/instance';
import { readInstance } from '../../api/instances';
import { Problem } from '../../api/problem';
import { Empty } from '../../components/Empty';
import { Failure } from '../../components/Failure';
import { useAsked } from '../../components/useAsked';
import { usePageTitle } from '../../components/usePageTitle';
import { useLive } from '../../live/store';
import { instanceLink } from '../instances/InstanceTable';
import { InstanceHeader } from './InstanceHeader';
import { Notices } from './Notices';
import { TAB_VIEWS, tabOf, TABS } from './tabs';
import '../../components/list.css';
import '../../components/tabs.css';
import './instance.css';

export default function InstancePage() {
  const { t } = useTranslation();
  const { id = '', tab } = useParams();
  const known = useLive((live) => live.instances !== undefined);
  const live = useLive((state) => state.instances?.find((it) => it.id === id));
  const stamp = `${live?.version} ${live?.configVersion} ${live?.pid} ${live?.profile}`;
  const asked = useAsked(id, (signal) => readInstance(id, signal), { stamp });
  usePageTitle(id);
  const missing = asked.error instanceof Problem && asked.error.status === 404;
  if (missing || (known && !live && asked.data)) return <Gone id={id} />;
  if (asked.error && !asked.data) {
    return (
      <div className="page">
        <Failure title={t('instance.failed')} error={asked.error} retry={asked.again} />
      </div>
    );
  }
  if (!asked.data) {
    return (
      <div className="page">
        <Skeleton active paragraph={{ rows: 8 }} />
      </div>
    );
  }
  const instance: InstanceDetails = { ...asked.data, ...live };
  const View = TAB_VIEWS[tabOf(tab)];
  return (
    <div className="page instance">
      <InstanceHeader instance={instance} />
      <Notices instance={instance} />
      <Tabs id={id} />
      <Suspense fallback={<p className="page-loading">{t('app.loading')}</p>}>
        <View key={tabOf(tab)} instance={instance} />
      </Suspense>
    </div>
  );
}

function Tabs({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <nav className="tabs" aria-label={t('instance.tabs')}>
      {TABS.map((tab) => (
        <NavLink key={tab} to={instanceLink(id, tab === 'overview' ? '' : tab)} end>
          {t(`instance.tab.${tab}`)}
        </NavLink>
      ))}
    </nav>
  );
}

function Gone({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <div className="page">
      <h1 className="visually-hidden">{id}</h1>
      <Empty
        icon={<ThunderboltOutlined />}
        title={t('instance.gone', { id })}
        hint={t('instance.goneHint')}
        action={<Link to="/instances">{t('instance.all')}</Link>}
      />
    </div>
  );
}

import { Skeleton } from 'antd';
import { ThunderboltOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useParams } from 'react-router';
import { kindOf, type Instance, type InstanceDetails } from '../../api/instance';
import { readInstance } from '../../api/instances';
import { Problem } from '../../api/problem';
import { Empty } from '../../components/Empty';
import { Failure } from '../../components/Failure';
import { useAsked } from '../../components/useAsked';
import { usePageTitle } from '../../components/usePageTitle';
import { useLive } from '../../live/store';
import { instanceLink } from '../instances/InstanceTable';
import { workspaceLink } from '../workspace/link';
import { InstanceHeader } from './InstanceHeader';
import { Notices } from './Notices';
import { TAB_VIEWS, tabOf, tabsOf } from './tabs';
import { useChanges } from './useChanges';
import '../../components/list.css';
import '../../components/tabs.css';
import './instance.css';

export default function InstancePage() {
  const { t } = useTranslation();
  const { id = '', tab } = useParams();
  const known = useLive((live) => live.instances !== undefined);
  const live = useLive((state) => state.instances?.find((it) => it.id === id));
  const changed = useChanges(id);
  const stamp = `${live?.version} ${live?.configVersion} ${live?.pid} ${live?.profile} ${live?.code} ${changed}`;
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
      <Tabs instance={instance} />
      <View key={tabOf(tab)} instance={instance} onChanged={asked.again} />
    </div>
  );
}

function Tabs({ instance }: { instance: Instance }) {
  const { t } = useTranslation();
  const { id } = instance;
  const kind = kindOf(instance);
  return (
    <nav className="tabs" aria-label={t('instance.tabs')}>
      {tabsOf(kind).map((tab) => (
        <NavLink key={tab} to={instanceLink(id, tab === 'overview' ? '' : tab)} end>
          {t(`instance.tab.${tab}`)}
        </NavLink>
      ))}
      {kind === 'service' ? (
        <NavLink to={workspaceLink(id)}>{t('instance.tab.workspace')}</NavLink>
      ) : null}
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

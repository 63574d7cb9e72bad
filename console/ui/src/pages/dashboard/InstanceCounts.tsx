import { ThunderboltOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { INSTANCE_STATES, type Instance } from '../../api/instance';
import { Empty } from '../../components/Empty';
import { INSTANCE_TONES } from '../../components/Level';
import { Panel } from '../../components/Panel';
import { Counts } from './Counts';
import { AllLink } from './AllLink';

/** How many instances are in which state; each leads to those. */
export function InstanceCounts({ instances }: { instances: readonly Instance[] }) {
  const { t } = useTranslation();
  const rows = INSTANCE_STATES.map((state) => ({
    key: state,
    text: t(`instances.state.${state}`),
    tone: INSTANCE_TONES[state],
    number: instances.filter((it) => it.state === state).length,
    to: `/instances?state=${state}`,
  }));
  const all = <AllLink to="/instances" text={t('dashboard.showInstances')} />;
  return (
    <Panel title={t('dashboard.instances')} extra={all}>
      {instances.length === 0 ? (
        <Empty
          icon={<ThunderboltOutlined />}
          title={t('instances.empty')}
          hint={t('dashboard.instancesNoneHint')}
        />
      ) : (
        <Counts rows={rows} />
      )}
    </Panel>
  );
}

import { Button } from 'antd';
import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { INSTANCE_STATES, isLive, type Instance } from '../../api/instance';
import { act } from '../../api/instances';
import { useMayCall } from '../../app/session';
import { InstanceTag } from '../../components/Level';
import { Panel } from '../../components/Panel';
import { Sparkline } from '../../components/Sparkline';
import { useAct } from '../../components/useAct';
import { bytes, cores } from '../../format/format';
import { useLive } from '../../live/store';
import { TRAIL_MAX } from '../../live/trails';
import { AllLink } from './AllLink';

/** Rows shown here; the page of instances has all. */
const SHOWN = 8;
const NONE: readonly number[] = [];

/** The instances that run first, with what they use and a switch. */
export function LiveInstances({ instances }: { instances: readonly Instance[] }) {
  const { t } = useTranslation();
  if (instances.length === 0) return null;
  const rank = ({ state }: Instance) => INSTANCE_STATES.indexOf(state);
  const rows = [...instances]
    .sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id))
    .slice(0, SHOWN);
  const more = instances.length - rows.length;
  return (
    <Panel
      title={t('dashboard.live')}
      extra={<AllLink to="/instances" text={t('dashboard.showInstances')} />}
    >
      <ul className="live" aria-label={t('dashboard.live')}>
        {rows.map((instance) => (
          <Row key={instance.id} instance={instance} />
        ))}
      </ul>
      {more > 0 ? <p className="panel-foot">{t('dashboard.more', { count: more })}</p> : null}
    </Panel>
  );
}

function Row({ instance }: { instance: Instance }) {
  const { t } = useTranslation();
  const { id, state, usage } = instance;
  const cpu = useLive((live) => live.trails[id]?.cpu) ?? NONE;
  const max = Math.max(0, ...cpu);
  const now = cores(usage?.cpu ?? 0);
  return (
    <li>
      <InstanceTag state={state} />
      <Link to={`/instances/${encodeURIComponent(id)}`}>{id}</Link>
      <Sparkline
        values={cpu}
        max={Math.max(0.1, max * 1.1)}
        slots={TRAIL_MAX}
        label={t('load.chart', { name: 'CPU', now, max: cores(max) })}
      />
      <span className="live-figure">{usage ? now : '–'}</span>
      <span className="live-figure">{usage ? bytes(usage.memoryBytes) : '–'}</span>
      <StartStop instance={instance} />
    </li>
  );
}

function StartStop({ instance }: { instance: Instance }) {
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const { busy, run } = useAct();
  const { id, state } = instance;
  if (!mayCall) return null;
  const what = isLive(instance) || state === 'backoff' ? 'stop' : 'start';
  const label = t(`instances.actOf.${what}`, { id });
  return (
    <Button
      type="text"
      size="small"
      icon={what === 'stop' ? <PauseOutlined /> : <CaretRightOutlined />}
      aria-label={label}
      title={label}
      disabled={busy || state === 'stopping'}
      onClick={() => void run(() => act(id, what))}
    />
  );
}

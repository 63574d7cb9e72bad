import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { kindOf, type Instance } from '../../api/instance';
import { CheckTag, InstanceTag } from '../../components/Level';
import { Since } from '../../components/Since';
import { count } from '../../format/format';
import { labelsOf } from '../instances/select';
import { InstanceActions } from './InstanceActions';

/** What an instance is and how it is, with what can be done about it. */
export function InstanceHeader({ instance }: { instance: Instance }) {
  const { t, i18n } = useTranslation();
  const { id, state, health, pid, startedAt, restarts, reason } = instance;
  const figures = [
    {
      name: t('instance.package'),
      value: (
        <Link
          to={`/drivers/${encodeURIComponent(instance.package)}?kind=${kindOf(instance)}`}
          className="mono"
        >
          {instance.package}@{instance.version}
        </Link>
      ),
    },
    {
      name: 'PID',
      value:
        state === 'running' && pid === null ? (
          t('instance.inKernel')
        ) : (
          <span className="mono">{pid ?? '–'}</span>
        ),
    },
    {
      name: t('instance.uptime'),
      value: state === 'running' && startedAt ? <Since at={startedAt} /> : '–',
    },
    { name: t('instance.restarts'), value: count(restarts, i18n.language) },
  ];
  return (
    <header className="instance-head">
      <div className="instance-title">
        <h1>{id}</h1>
        <InstanceTag state={state} />
        {health.level === 'unknown' ? null : <CheckTag level={health.level} />}
        {labelsOf(instance).map((label) => (
          <span key={label} className="chip">
            {label}
          </span>
        ))}
        <InstanceActions instance={instance} />
      </div>
      <dl className="instance-figures">
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {reason ? <p className="instance-reason">{reason}</p> : null}
    </header>
  );
}

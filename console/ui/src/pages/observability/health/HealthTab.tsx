import { Checkbox, Skeleton } from 'antd';
import { SmileOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Health, HealthCheck } from '../../../api/types';
import { Empty } from '../../../components/Empty';
import { Dot, HEALTH_TONES, HealthTag } from '../../../components/Level';
import { useQueryParam } from '../../../components/useQueryParam';
import { clock } from '../../../format/format';
import { useLive } from '../../../live/store';
import { FactList } from './FactList';
import './health.css';

/** The kernel, its checks, and what each of them has seen. */
export default function HealthTab() {
  const { t } = useTranslation();
  const health = useLive((live) => live.health);
  const [only, setOnly] = useQueryParam('only');
  if (!health) return <Skeleton active title={false} paragraph={{ rows: 6 }} />;
  return (
    <section className="panel" aria-label={t('health.title')}>
      <div className="toolbar">
        <Checkbox
          checked={only === 'bad'}
          onChange={({ target }) => setOnly(target.checked ? 'bad' : '')}
        >
          {t('observability.onlyBad')}
        </Checkbox>
        <CheckedAt health={health} />
      </div>
      <Tree health={health} only={only === 'bad'} />
    </section>
  );
}

function CheckedAt({ health }: { health: Health }) {
  const { t, i18n } = useTranslation();
  return (
    <span className="toolbar-count">
      {t('health.checkedAt', { time: clock(health.at, i18n.language) })}
    </span>
  );
}

function Tree({ health, only }: { health: Health; only: boolean }) {
  const { t } = useTranslation();
  const { level, checks } = health;
  const bad = checks.filter((it) => it.level !== 'healthy');
  const shown = only ? bad : checks;
  return (
    <>
      <p className="health-root">
        <HealthTag level={level} />
        <strong>{t('observability.kernel')}</strong>
        <span className="quiet">
          {checks.length === 0
            ? t('health.none')
            : t(`health.summary.${level}`, { count: bad.length, total: checks.length })}
        </span>
      </p>
      {shown.length === 0 ? (
        <Empty icon={<SmileOutlined />} title={t('observability.allWell')} />
      ) : (
        <ul className="health-tree" aria-label={t('health.checks')}>
          {shown.map((check) => (
            <Check key={`${check.name} ${check.level}`} check={check} />
          ))}
        </ul>
      )}
    </>
  );
}

/** Open from the start where it needs a look. */
function Check({ check: { name, level, reason, facts } }: { check: HealthCheck }) {
  const { t } = useTranslation();
  return (
    <li>
      <details open={level !== 'healthy'}>
        <summary>
          <Dot tone={HEALTH_TONES[level]} />
          <span className="health-name">{name}</span>
          <span className="visually-hidden">{t(`health.level.${level}`)}</span>
          <span className="health-reason">{reason}</span>
        </summary>
        <FactList name={name} facts={facts ?? {}} />
      </details>
    </li>
  );
}

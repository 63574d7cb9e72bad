import { useTranslation } from 'react-i18next';
import type { Health, HealthCheck } from '../../api/types';
import { Dot, HEALTH_TONES, HealthTag } from '../../components/Level';
import { Panel } from '../../components/Panel';
import { clock, inline } from '../../format/format';

const RANK = { unhealthy: 0, degraded: 1, healthy: 2 };

/** The whole's level and, worst first, the checks it comes from. */
export function HealthPanel({ health }: { health: Health }) {
  const { t, i18n } = useTranslation();
  const checks = [...health.checks].sort(
    (a, b) => RANK[a.level] - RANK[b.level] || a.name.localeCompare(b.name),
  );
  const bad = checks.filter((it) => it.level !== 'healthy').length;
  const total = checks.length;
  return (
    <Panel title={t('health.title')} extra={<HealthTag level={health.level} />}>
      <p className="panel-lead">
        {total === 0
          ? t('health.none')
          : t(`health.summary.${health.level}`, { count: bad, total })}
      </p>
      <ul className="checks" aria-label={t('health.checks')}>
        {checks.map((check) => (
          <Check key={check.name} check={check} />
        ))}
      </ul>
      <p className="panel-foot">
        {t('health.checkedAt', { time: clock(health.at, i18n.language) })}
      </p>
    </Panel>
  );
}

function Check({ check }: { check: HealthCheck }) {
  const { t } = useTranslation();
  const facts = Object.entries(check.facts ?? {});
  const head = (
    <>
      <Dot tone={HEALTH_TONES[check.level]} />
      <span className="check-name">{check.name}</span>
      <span className="visually-hidden">{t(`health.level.${check.level}`)}</span>
      <span className="check-reason">{check.reason}</span>
    </>
  );
  if (facts.length === 0) return <li className="check">{head}</li>;
  return (
    <li>
      <details>
        <summary className="check">{head}</summary>
        <dl className="check-facts" aria-label={t('health.facts', { name: check.name })}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{inline(value)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PluginPlan } from '../../../api/plugins';
import { Facts } from '../../../components/Facts';
import '../../../updates/updates.css';

interface Props {
  plan: PluginPlan;
  forced: boolean;
  busy: boolean;
  onBegin: () => void;
}

/** What an update would do and whom it concerns; nothing has happened yet. */
export function PlanPart({ plan, forced, busy, onBegin }: Props) {
  const { t } = useTranslation();
  const { from, to, type, changes, concerned, steps, problems, pause, metaKnown } = plan;
  return (
    <section className="plan" aria-label={t('updates.planOf', { from, to })}>
      <h3>
        {t('updates.planOf', { from, to })} ({type})
      </h3>
      <ol className="plan-steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Facts facts={[{ label: t('updates.pause'), value: pause }]} />
      <h4>{t('updates.changes')}</h4>
      <ul className="plan-changes">
        {changes.map(({ bump, subject, what }) => (
          <li key={`${subject} ${what}`}>
            <span className="quiet">{bump}</span>
            <span>
              {subject} {what}
            </span>
          </li>
        ))}
      </ul>
      {metaKnown ? null : <p className="quiet">{t('updates.metaLater')}</p>}
      {metaKnown && changes.length === 0 ? <p className="quiet">{t('updates.noChanges')}</p> : null}
      {concerned.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          className="notice"
          title={t('updates.concerned')}
          description={concerned.join('; ')}
        />
      ) : null}
      {problems.length > 0 ? (
        <Alert
          type="error"
          showIcon
          className="notice"
          title={t('updates.refused')}
          description={problems.join('; ')}
        />
      ) : null}
      <Button
        type="primary"
        loading={busy}
        disabled={problems.length > 0 && !forced}
        onClick={onBegin}
      >
        {t('updates.begin', { to })}
      </Button>
    </section>
  );
}

import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { UpdatePlan } from '../../../api/instance';
import { Facts } from '../../../components/Facts';
import '../../../updates/updates.css';

interface Props {
  plan: UpdatePlan;
  busy: boolean;
  onBegin: () => void;
}

/** What an update would do; nothing has happened yet. */
export function Plan({ plan, busy, onBegin }: Props) {
  const { t } = useTranslation();
  const { from, to, steps, meta, config, pause } = plan;
  const names = (list: string[]) => (list.length > 0 ? list.join(', ') : t('updates.nothing'));
  return (
    <section className="plan" aria-label={t('updates.planOf', { from, to })}>
      <h3>{t('updates.planOf', { from, to })}</h3>
      <ol className="plan-steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Facts
        facts={[
          { label: t('updates.pause'), value: pause },
          { label: t('updates.added'), value: names(meta.added) },
          { label: t('updates.changed'), value: names(meta.changed) },
          { label: t('updates.removed'), value: names(meta.removed) },
        ]}
      />
      {config.problems.length > 0 ? (
        <Alert
          type="error"
          showIcon
          className="notice"
          title={t('updates.problems')}
          description={config.problems.join('\n')}
        />
      ) : null}
      <Button type="primary" loading={busy} disabled={config.problems.length > 0} onClick={onBegin}>
        {t('updates.begin', { to })}
      </Button>
    </section>
  );
}

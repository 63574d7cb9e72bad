import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  PLUGIN_STEPS,
  planUpdate,
  readUpdates,
  readVersions,
  rollBack,
  updatePlugin,
  type PluginOrder,
  type PluginPlan,
} from '../../../api/plugins';
import type { Plugin } from '../../../api/types';
import { useMayManage } from '../../../app/session';
import { Failure } from '../../../components/Failure';
import { useAct } from '../../../components/useAct';
import { useAsked } from '../../../components/useAsked';
import { useQueryParam } from '../../../components/useQueryParam';
import { Progress } from '../../../updates/Progress';
import { Records } from '../../../updates/Records';
import { OrderForm } from './OrderForm';
import { PlanPart } from './PlanPart';

const HEALTH_WINDOW_MS = 10_000;

/** Brings another version of a plugin, or the one before back, and shows how that went. */
export function VersionsPart({ plugin }: { plugin: Plugin }) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const { id, version, update, previous } = plugin;
  const [wanted] = useQueryParam('to');
  const stamp = `${version} ${plugin.digest} ${update?.step} ${wanted}`;
  const kept = useAsked(id, (signal) => readVersions(id, signal), { stamp });
  const records = useAsked(id, (signal) => readUpdates(id, signal), { stamp });
  const [order, setOrder] = useState<PluginOrder>({
    version: wanted,
    healthWindowMs: HEALTH_WINDOW_MS,
  });
  const [plan, setPlan] = useState<PluginPlan>();
  const { busy, run } = useAct();
  const begin = async () => {
    if (await run(() => updatePlugin(id, order), t('updates.begun'))) setPlan(undefined);
  };
  const back = (to?: string) => void run(() => rollBack(id, to), t('updates.begun'));
  const versions = kept.data?.versions ?? [];
  return (
    <section className="drawer-part" aria-label={t('updates.versions')}>
      <h2>{t('updates.versions')}</h2>
      {update ? (
        <div className="reason">
          <Progress
            {...update}
            steps={PLUGIN_STEPS}
            windowEndsAtMs={update.windowEndsAt ? Date.parse(update.windowEndsAt) : 0}
          />
          {mayManage && update.step === 'health-window' ? (
            <Button loading={busy} onClick={() => back()}>
              {t('updates.turnBack')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {kept.error && !kept.data ? (
        <Failure title={t('updates.failed')} error={kept.error} retry={kept.again} />
      ) : null}
      {mayManage ? (
        <OrderForm
          current={version}
          versions={versions}
          order={order}
          busy={busy}
          disabled={update !== undefined || plugin.state !== 'active'}
          onChange={(next) => {
            setOrder(next);
            setPlan(undefined);
          }}
          onPlan={() => void run(async () => setPlan(await planUpdate(id, order)))}
        />
      ) : null}
      {plan ? (
        <PlanPart
          plan={plan}
          forced={order.force === true}
          busy={busy}
          onBegin={() => void begin()}
        />
      ) : null}
      {previous && mayManage && !update ? (
        <p className="try-actions">
          <span className="quiet">{t('updates.rollbackText', { version: previous })}</span>
          <Popconfirm
            title={t('updates.rollbackTitle', { version: previous })}
            okText={t('updates.rollback')}
            cancelText={t('app.cancel')}
            onConfirm={() => back()}
          >
            <Button size="small" loading={busy}>
              {t('updates.rollback')}
            </Button>
          </Popconfirm>
        </p>
      ) : null}
      <h3>{t('updates.history')}</h3>
      {records.error && !records.data ? (
        <Failure title={t('updates.historyFailed')} error={records.error} retry={records.again} />
      ) : (
        <Records records={records.data?.updates ?? []} />
      )}
    </section>
  );
}

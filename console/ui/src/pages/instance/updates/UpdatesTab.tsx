import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UpdatePlan } from '../../../api/instance';
import { planUpdate, readUpdates, rollBack, updateInstance } from '../../../api/instances';
import { kindOf } from '../../../api/instance';
import { readPackage } from '../../../api/packages';
import { useMayManage } from '../../../app/session';
import { Failure } from '../../../components/Failure';
import { Panel } from '../../../components/Panel';
import { useAct } from '../../../components/useAct';
import { useAsked } from '../../../components/useAsked';
import { Records } from '../../../updates/Records';
import type { Reached } from '../../../updates/steps';
import { UpdateUnderWay } from '../../../updates/UpdateUnderWay';
import { HEALTH_WINDOW_MS } from '../../../updates/WindowField';
import type { TabProps } from '../tabs';
import { OrderForm, type Order } from './OrderForm';
import { Plan } from './Plan';

/** Brings another version under the instance, or the one before back. */
export default function UpdatesTab({ instance }: TabProps) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const { id, update, version } = instance;
  const driver = useAsked(instance.package, (signal) =>
    readPackage(kindOf(instance), instance.package, undefined, signal),
  );
  const records = useAsked(id, () => readUpdates(id), { stamp: `${version} ${update?.step}` });
  const [order, setOrder] = useState<Order>({ version: '', healthWindowMs: HEALTH_WINDOW_MS });
  const [plan, setPlan] = useState<UpdatePlan>();
  const { busy, run } = useAct();
  const begin = async () => {
    if (await run(() => updateInstance(id, order), t('updates.begun'))) setPlan(undefined);
  };
  const back = instance.previousVersion;
  return (
    <div className="instance-board">
      <div className="stack">
        {update ? (
          <UpdateUnderWay
            update={update}
            inPlace={inPlace(update.steps)}
            back={() => rollBack(id)}
          />
        ) : null}
        <Panel title={t('updates.title')}>
          {driver.error && !driver.data ? (
            <Failure title={t('updates.failed')} error={driver.error} retry={driver.again} />
          ) : (
            <OrderForm
              current={version}
              versions={driver.data?.versions ?? []}
              order={order}
              busy={busy}
              disabled={!mayManage || update !== null}
              onChange={(next) => {
                setOrder(next);
                setPlan(undefined);
              }}
              onPlan={() => void run(async () => setPlan(await planUpdate(id, order)))}
            />
          )}
          {plan ? <Plan plan={plan} busy={busy} onBegin={() => void begin()} /> : null}
        </Panel>
      </div>
      <div className="stack">
        {back && mayManage ? (
          <Panel title={t('updates.rollback')}>
            <p className="panel-lead">{t('updates.rollbackText', { version: back })}</p>
            <Popconfirm
              title={t('updates.rollbackTitle', { version: back })}
              okText={t('updates.rollback')}
              cancelText={t('app.cancel')}
              onConfirm={() => void run(() => rollBack(id), t('updates.begun'))}
            >
              <Button loading={busy}>{t('updates.rollback')}</Button>
            </Popconfirm>
          </Panel>
        ) : null}
        <Panel title={t('updates.history')}>
          {records.error && !records.data ? (
            <Failure
              title={t('updates.historyFailed')}
              error={records.error}
              retry={records.again}
            />
          ) : (
            <Records records={records.data?.changes ?? []} />
          )}
        </Panel>
      </div>
    </div>
  );
}

/** The first step that differs tells; until then it is what most drivers need. */
function inPlace(steps: readonly Reached[]): boolean {
  return steps.find((it) => it.step === 'drain' || it.step === 'start-new')?.step !== 'start-new';
}

import { Button } from 'antd';
import { UndoOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { EXCLUSIVE_STEPS, PLUGIN_STEPS, rollBack } from '../../../api/plugins';
import type { Plugin, PluginUpdate } from '../../../api/types';
import { useMayManage } from '../../../app/session';
import { useAct } from '../../../components/useAct';
import { Progress } from '../../../updates/Progress';
import { wayOf } from '../../../updates/steps';
import { BumpTag } from '../../../updates/Tags';

interface Props {
  plugin: Plugin;
  update: PluginUpdate;
}

/** Follows an update step by step; within its health window it can be turned back. */
export function UpdateUnderWay({ plugin: { id, exclusive }, update }: Props) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const { busy, run } = useAct();
  const { what, from, to, type, step, steps, windowEndsAt, by } = update;
  const title = t(`updates.doing.${what}`, { to });
  return (
    <section className="drawer-part under-way" aria-label={title}>
      <header className="plan-head">
        <h2>{title}</h2>
        <span className="mono quiet">
          {from} → {to}
        </span>
        {what === 'update' ? <BumpTag bump={type} /> : null}
        <span className="quiet under-way-by">{t('updates.by', { name: by })}</span>
      </header>
      <Progress
        from={from}
        to={to}
        step={step}
        steps={wayOf(
          steps.map((it) => it.step),
          exclusive ? EXCLUSIVE_STEPS : PLUGIN_STEPS,
        )}
        reached={steps}
        window={windowOf(steps, windowEndsAt)}
      >
        {mayManage ? (
          <Button
            icon={<UndoOutlined aria-hidden />}
            loading={busy}
            onClick={() => void run(() => rollBack(id))}
          >
            {t('updates.turnBack')}
          </Button>
        ) : null}
      </Progress>
    </section>
  );
}

function windowOf(steps: PluginUpdate['steps'], endsAt: string | null) {
  const began = steps.find((it) => it.step === 'health-window');
  if (!began || !endsAt) return undefined;
  return { fromMs: Date.parse(began.since), untilMs: Date.parse(endsAt) };
}

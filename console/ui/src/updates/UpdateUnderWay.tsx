import { Button } from 'antd';
import { UndoOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useMayManage } from '../app/session';
import { useAct } from '../components/useAct';
import { Progress } from './Progress';
import type { OngoingUpdate } from './record';
import { BESIDE_STEPS, IN_PLACE_STEPS, wayOf } from './steps';
import { BumpTag } from './Tags';

interface Props {
  update: OngoingUpdate;
  /** Whether only one version may run at a time. */
  inPlace: boolean;
  /** Turns it back. */
  back: () => Promise<unknown>;
}

/** Follows an update step by step; within its health window it can be turned back. */
export function UpdateUnderWay({ update, inPlace, back }: Props) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const { busy, run } = useAct();
  const { what, from, to, type, step, steps, windowEndsAt, by } = update;
  const title = t(`updates.doing.${what}`, { to });
  return (
    <section className="under-way" aria-label={title}>
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
          inPlace ? IN_PLACE_STEPS : BESIDE_STEPS,
        )}
        reached={steps}
        window={windowOf(steps, windowEndsAt)}
      >
        {mayManage ? (
          <Button icon={<UndoOutlined aria-hidden />} loading={busy} onClick={() => void run(back)}>
            {t('updates.turnBack')}
          </Button>
        ) : null}
      </Progress>
    </section>
  );
}

function windowOf(steps: OngoingUpdate['steps'], endsAt: string | null) {
  const began = steps.find((it) => it.step === 'health-window');
  if (!began || !endsAt) return undefined;
  return { fromMs: Date.parse(began.since), untilMs: Date.parse(endsAt) };
}

import { Button, Input, Segmented } from 'antd';
import { CaretRightOutlined, RedoOutlined } from '@ant-design/icons';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Package } from '../../api/packages';
import { useMayCall } from '../../app/session';
import { Dot, type Tone } from '../../components/Level';
import { PackageChoice } from '../instances/PackageChoice';
import { RUN_MODES, type Lab, type RunMode } from './session';
import type { LabOrder } from './useLab';

const TONES: Record<Lab['phase'], Tone> = {
  idle: 'quiet',
  connecting: 'info',
  open: 'ok',
  gone: 'warn',
};

interface Props {
  packages: readonly Package[];
  order: LabOrder;
  lab: Lab;
  onChange: (order: LabOrder) => void;
  onStart: () => void;
}

/** Which driver is started and how, and whether it runs. */
export function LabSetup({ packages, order, lab, onChange, onStart }: Props) {
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const base = useId();
  const { phase, pid } = lab;
  const again = phase !== 'idle';
  return (
    <section className="panel lab-setup" aria-label={t('lab.setup')}>
      <PackageChoice
        packages={packages}
        id={order.driver}
        version={order.version}
        onChange={(driver, version) => onChange({ ...order, driver, version })}
      />
      <div className="field">
        <label htmlFor={`${base}-args`}>{t('lab.args')}</label>
        <Input
          id={`${base}-args`}
          className="mono"
          value={order.args}
          placeholder="--verbose,--port=502"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange({ ...order, args: event.target.value })}
        />
      </div>
      <div className="lab-start">
        <Segmented<RunMode>
          aria-label={t('instance.profile')}
          value={order.runMode}
          options={RUN_MODES.map((value) => ({ value, label: t(`instance.profiles.${value}`) }))}
          onChange={(runMode) => onChange({ ...order, runMode })}
        />
        <Button
          type={phase === 'open' ? 'default' : 'primary'}
          icon={again ? <RedoOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
          disabled={!order.driver || !mayCall}
          loading={phase === 'connecting'}
          onClick={onStart}
        >
          {again ? t('lab.restart') : t('lab.start')}
        </Button>
        <span role="status" className="lab-phase">
          <Dot tone={TONES[phase]} pulse={phase === 'connecting'} /> {t(`lab.phase.${phase}`)}
          {pid ? ` · PID ${pid}` : ''}
        </span>
        {mayCall ? null : <span className="quiet">{t('lab.denied')}</span>}
      </div>
    </section>
  );
}

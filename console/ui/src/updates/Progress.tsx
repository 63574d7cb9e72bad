import { useTranslation } from 'react-i18next';
import { Dot, type Tone } from '../components/Level';
import { useNow } from '../components/useNow';
import { duration } from '../format/format';
import type { UpdateStep } from './steps';
import './updates.css';

interface Props {
  from: string;
  to: string;
  /** Where it is; one of the steps, `revert` or `ended`. */
  step: UpdateStep;
  steps: readonly UpdateStep[];
  /** When the health window ends, by this machine's clock. */
  windowEndsAtMs: number;
}

/** Where an update is, and how long its new version still has to keep well. */
export function Progress({ from, to, step, steps, windowEndsAtMs }: Props) {
  const { t, i18n } = useTranslation();
  const now = useNow(500);
  const at = steps.indexOf(step);
  const left = duration(Math.max(0, windowEndsAtMs - now), i18n.language);
  const tone = (index: number): Tone => (index < at ? 'ok' : index === at ? 'info' : 'quiet');
  return (
    <>
      <p className="panel-lead" role="status">
        {t('updates.from', { from, to })}:{' '}
        {step === 'health-window' ? t('updates.left', { time: left }) : t(`updates.step.${step}`)}
      </p>
      <ol className="update-steps">
        {steps.map((it, index) => (
          <li key={it} aria-current={index === at ? 'step' : undefined}>
            <Dot tone={tone(index)} pulse={index === at} /> {t(`updates.step.${it}`)}
          </li>
        ))}
      </ol>
      {step === 'revert' ? <p className="field-error">{t('updates.reverting')}</p> : null}
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { UPDATE_STEPS, type UpdateProgress } from '../../../api/instance';
import { Dot, type Tone } from '../../../components/Level';
import { useNow } from '../../../components/useNow';
import { duration } from '../../../format/format';

interface Props {
  update: UpdateProgress;
  /** The window this page asked for; an update begun elsewhere may have another. */
  healthWindowMs: number;
}

/** Where an update is, and how long its new version still has to keep well. */
export function Progress({ update, healthWindowMs }: Props) {
  const { t, i18n } = useTranslation();
  const now = useNow(500);
  const { from, to, step, since } = update;
  const at = UPDATE_STEPS.findIndex((it) => it === step);
  const passed = now - Date.parse(since);
  const left = duration(Math.max(0, healthWindowMs - passed), i18n.language);
  const tone = (index: number): Tone => (index < at ? 'ok' : index === at ? 'info' : 'quiet');
  return (
    <>
      <p className="panel-lead" role="status">
        {t('updates.from', { from, to })}:{' '}
        {step === 'health-window' ? t('updates.left', { time: left }) : t(`updates.step.${step}`)}
      </p>
      <ol className="update-steps">
        {UPDATE_STEPS.map((it, index) => (
          <li key={it} aria-current={index === at ? 'step' : undefined}>
            <Dot tone={tone(index)} pulse={index === at} /> {t(`updates.step.${it}`)}
          </li>
        ))}
      </ol>
      {step === 'revert' ? <p className="field-error">{t('updates.reverting')}</p> : null}
    </>
  );
}

import { CheckCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dot } from '../components/Level';
import { elapsed } from '../format/format';
import type { Reached, UpdateStep } from './steps';
import { WindowBar } from './WindowBar';
import './updates.css';

interface Props {
  from: string;
  to: string;
  /** Where it is; one of the steps. */
  step: UpdateStep;
  steps: readonly UpdateStep[];
  /** When it came to each step, as far as that is known. */
  reached?: readonly Reached[];
  /** The health window, by this machine's clock. */
  window?: { fromMs: number; untilMs: number } | undefined;
  /** What can be done within the health window. */
  children?: ReactNode;
}

/** Where an update is, and how long its new version still has to keep well. */
export function Progress({ from, to, step, steps, reached = [], window, children }: Props) {
  const { t } = useTranslation();
  const at = steps.indexOf(step);
  return (
    <>
      <p className="visually-hidden" role="status">
        {t('updates.from', { from, to })}: {t(`updates.step.${step}`)}
      </p>
      <ol className="update-steps">
        {steps.map((it, index) => (
          <li
            key={it}
            className={index > at ? 'ahead' : undefined}
            aria-current={index === at ? 'step' : undefined}
          >
            {index < at ? (
              <CheckCircleFilled aria-hidden />
            ) : (
              <Dot
                tone={index > at ? 'quiet' : it === 'revert' ? 'warn' : 'info'}
                pulse={index === at}
              />
            )}
            <span>{t(`updates.step.${it}`)}</span>
            <span className="update-took">{took(reached, it)}</span>
            {index === at && it === 'health-window' ? (
              <div className="update-more">
                {window ? <WindowBar {...window} /> : null}
                <p className="quiet">{t('updates.windowText', { from, to })}</p>
                {children}
              </div>
            ) : null}
            {it === 'revert' ? (
              <p className="update-more">{t('updates.reverting', { from })}</p>
            ) : null}
          </li>
        ))}
      </ol>
    </>
  );
}

/** How long a step took that is over. */
function took(reached: readonly Reached[], step: UpdateStep): string {
  const index = reached.findIndex((it) => it.step === step);
  const next = reached[index + 1];
  const here = reached[index];
  return here && next ? elapsed(Date.parse(next.since) - Date.parse(here.since)) : '';
}

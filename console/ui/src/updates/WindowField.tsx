import { InputNumber } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import './updates.css';

export const HEALTH_WINDOW_MS = 10_000;
export const HEALTH_WINDOW_MAX_S = 600;

interface Props {
  valueMs: number;
  onChange: (valueMs: number) => void;
}

/** How long a version is watched before it stays. */
export function WindowField({ valueMs, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <span className="plan-window">
      <label htmlFor={id}>{t('updates.window')}</label>
      <InputNumber
        id={id}
        min={0}
        max={HEALTH_WINDOW_MAX_S}
        precision={0}
        suffix={t('updates.seconds')}
        value={valueMs / 1000}
        onChange={(seconds) => onChange((seconds ?? 0) * 1000)}
      />
    </span>
  );
}

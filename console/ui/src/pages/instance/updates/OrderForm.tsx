import { Button, Checkbox, InputNumber, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { HEALTH_WINDOW_MAX_S } from '../../../updates/WindowField';
import '../../../forms/forms.css';

export interface Order {
  version: string;
  healthWindowMs: number;
  force?: boolean;
  /** Undefined leaves it to the new version. */
  overlap?: boolean | undefined;
}

interface Props {
  current: string;
  /** Newest first. */
  versions: readonly string[];
  order: Order;
  busy: boolean;
  disabled: boolean;
  onChange: (order: Order) => void;
  onPlan: () => void;
}

/** Which version, and how carefully. */
export function OrderForm({ current, versions, order, busy, disabled, onChange, onPlan }: Props) {
  const { t } = useTranslation();
  const base = useId();
  const others = versions.filter((it) => it !== current);
  if (others.length === 0) return <p className="quiet">{t('updates.onlyVersion')}</p>;
  const overlap = order.overlap === undefined ? 'meta' : order.overlap ? 'yes' : 'no';
  return (
    <>
      <div className="choice">
        <div className="field">
          <label htmlFor={`${base}-version`}>{t('updates.version')}</label>
          <Select
            id={`${base}-version`}
            value={order.version || undefined}
            placeholder={t('updates.choose')}
            disabled={disabled}
            options={others.map((value) => ({ value, label: value }))}
            onChange={(version) => onChange({ ...order, version })}
          />
        </div>
        <div className="field">
          <label htmlFor={`${base}-window`}>{t('updates.window')}</label>
          <InputNumber
            id={`${base}-window`}
            min={0}
            max={HEALTH_WINDOW_MAX_S}
            precision={0}
            suffix={t('updates.seconds')}
            disabled={disabled}
            value={order.healthWindowMs / 1000}
            onChange={(seconds) => onChange({ ...order, healthWindowMs: (seconds ?? 0) * 1000 })}
          />
        </div>
        <div className="field">
          <label htmlFor={`${base}-overlap`}>{t('updates.overlap')}</label>
          <Select
            id={`${base}-overlap`}
            value={overlap}
            disabled={disabled}
            options={(['meta', 'yes', 'no'] as const).map((value) => ({
              value,
              label: t(`updates.overlaps.${value}`),
            }))}
            onChange={(value) =>
              onChange({ ...order, overlap: value === 'meta' ? undefined : value === 'yes' })
            }
          />
        </div>
      </div>
      <div className="try-actions">
        <Checkbox
          checked={order.force === true}
          disabled={disabled}
          onChange={(event) => onChange({ ...order, force: event.target.checked })}
        >
          {t('updates.force')}
        </Checkbox>
        <Button disabled={disabled || !order.version} loading={busy} onClick={onPlan}>
          {t('updates.plan')}
        </Button>
      </div>
    </>
  );
}

import { Button, Checkbox, InputNumber, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptVersion, PluginOrder } from '../../../api/plugins';
import '../../../forms/forms.css';

const HEALTH_WINDOW_MAX_S = 600;

interface Props {
  current: string;
  versions: readonly KeptVersion[];
  order: PluginOrder;
  busy: boolean;
  disabled: boolean;
  onChange: (order: PluginOrder) => void;
  onPlan: () => void;
}

/** Which version, and how carefully. */
export function OrderForm({ current, versions, order, busy, disabled, onChange, onPlan }: Props) {
  const { t } = useTranslation();
  const base = useId();
  const others = versions.filter((it) => it.version !== current);
  if (others.length === 0) return <p className="quiet">{t('updates.uploadOther')}</p>;
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
            options={others.map(({ version }) => ({ value: version, label: version }))}
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
            suffix="s"
            disabled={disabled}
            value={order.healthWindowMs / 1000}
            onChange={(seconds) => onChange({ ...order, healthWindowMs: (seconds ?? 0) * 1000 })}
          />
        </div>
      </div>
      <div className="try-actions">
        <Checkbox
          checked={order.force === true}
          disabled={disabled}
          onChange={(event) => onChange({ ...order, force: event.target.checked })}
        >
          {t('updates.forceAll')}
        </Checkbox>
        <Button disabled={disabled || !order.version} loading={busy} onClick={onPlan}>
          {t('updates.plan')}
        </Button>
      </div>
    </>
  );
}

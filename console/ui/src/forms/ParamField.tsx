import { Button, Input, Select } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isSensitive, MASK, type Param } from '../api/types';
import { isJson, textOf } from './form';

interface Props {
  param: Param;
  text: string | undefined;
  error: string | undefined;
  onChange: (text: string | undefined) => void;
  /** Stands for the name where there is none: the items of a list. */
  label?: string;
  /** Offered while the field does not hold its default. */
  onReset?: (() => void) | undefined;
  extra?: ReactNode;
}

/** One field: its name, a control that fits its type, what it is for and what is wrong. */
export function ParamField({ param, text, error, onChange, label, onReset, extra }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="field">
      <div className="field-head">
        <label htmlFor={id}>
          {label ?? <code>{param.name}</code>}
          <span className="field-type">{param.type}</span>
          {param.required ? <span className="field-required">{t('details.required')}</span> : null}
        </label>
        {onReset ? (
          <Button
            type="link"
            size="small"
            aria-label={t('form.resetOf', { name: param.name })}
            onClick={onReset}
          >
            {t('form.reset')}
          </Button>
        ) : null}
        {extra ? <span id={`${id}-extra`}>{extra}</span> : null}
      </div>
      <Control
        {...{ id, param, text, onChange }}
        invalid={error !== undefined}
        describedBy={`${id}-hint ${id}-error ${id}-extra`}
      />
      {param.description ? (
        <p id={`${id}-hint`} className="field-hint">
          {param.description}
        </p>
      ) : null}
      <p id={`${id}-error`} className="field-error" aria-live="polite">
        {error}
      </p>
    </div>
  );
}

interface ControlProps {
  id: string;
  param: Param;
  text: string | undefined;
  invalid: boolean;
  describedBy: string;
  onChange: (text: string | undefined) => void;
}

function Control(props: ControlProps) {
  const { t } = useTranslation();
  const { id, param, text, invalid, describedBy, onChange } = props;
  const shared = {
    id,
    status: invalid ? ('error' as const) : ('' as const),
    disabled: param.ui?.readonly === true,
    'aria-describedby': describedBy,
    'aria-invalid': invalid,
    'aria-required': param.required === true,
  } as const;
  const choices = choicesOf(param);
  if (choices) {
    return (
      <Select
        {...shared}
        value={text}
        allowClear={!param.required}
        placeholder={param.ui?.placeholder ?? t('call.unset')}
        options={choices.map((value) => ({ value, label: value }))}
        onChange={(value) => onChange(value)}
      />
    );
  }
  const write = (value: string) => onChange(value === '' && !param.required ? undefined : value);
  if (isJson(param) || param.ui?.widget === 'textarea') {
    return (
      <Input.TextArea
        {...shared}
        className="mono"
        value={text ?? ''}
        placeholder={param.ui?.placeholder ?? (isJson(param) ? t('call.json') : undefined)}
        autoSize={{ minRows: 2, maxRows: 12 }}
        spellCheck={false}
        onChange={(event) => write(event.target.value)}
      />
    );
  }
  const numeric = param.type === 'int' || param.type === 'int64' || param.type === 'double';
  const secret = isSensitive(param);
  const kept = secret && text === MASK;
  const Field = secret ? Input.Password : Input;
  return (
    <Field
      {...shared}
      value={kept ? '' : (text ?? '')}
      placeholder={kept ? (shared.disabled ? MASK : t('form.secretKept')) : param.ui?.placeholder}
      suffix={secret ? undefined : param.ui?.unit}
      inputMode={numeric ? 'decimal' : 'text'}
      autoComplete={secret ? 'new-password' : 'off'}
      spellCheck={false}
      onChange={(event) => write(event.target.value)}
    />
  );
}

function choicesOf(param: Param): string[] | undefined {
  if (param.type === 'bool') return ['true', 'false'];
  if (!param.enum || param.enum.length === 0 || isJson(param)) return undefined;
  return param.enum.map((value) => textOf(param, value) ?? '');
}

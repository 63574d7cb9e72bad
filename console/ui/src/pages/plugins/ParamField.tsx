import { Input, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { isSensitive, type Param } from '../../api/types';
import { isJson, textOf, type Complaint } from './form';

interface Props {
  param: Param;
  text: string | undefined;
  complaint: Complaint | undefined;
  onChange: (text: string | undefined) => void;
}

/** One parameter: its name, a control that fits its type, what it is for and what is wrong. */
export function ParamField({ param, text, complaint, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const said = complaint ? t(`invalid.${complaint.key}`, complaint.with ?? {}) : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>
        <code>{param.name}</code>
        <span className="field-type">{param.type}</span>
        {param.required ? <span className="field-required">{t('details.required')}</span> : null}
      </label>
      <Control
        {...{ id, param, text, onChange }}
        invalid={complaint !== undefined}
        describedBy={`${id}-hint ${id}-error`}
      />
      {param.description ? (
        <p id={`${id}-hint`} className="field-hint">
          {param.description}
        </p>
      ) : null}
      <p id={`${id}-error`} className="field-error" aria-live="polite">
        {said}
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

function Control({ id, param, text, invalid, describedBy, onChange }: ControlProps) {
  const { t } = useTranslation();
  const status = invalid ? ('error' as const) : '';
  const shared = {
    id,
    status,
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
        placeholder={t('call.unset')}
        options={choices.map((value) => ({ value, label: value }))}
        onChange={(value) => onChange(value)}
      />
    );
  }
  const write = (value: string) => onChange(value === '' && !param.required ? undefined : value);
  if (isJson(param)) {
    return (
      <Input.TextArea
        {...shared}
        className="mono"
        value={text ?? ''}
        placeholder={t('call.json')}
        autoSize={{ minRows: 2, maxRows: 12 }}
        spellCheck={false}
        onChange={(event) => write(event.target.value)}
      />
    );
  }
  const numeric = param.type === 'int' || param.type === 'int64' || param.type === 'double';
  const Field = isSensitive(param) ? Input.Password : Input;
  return (
    <Field
      {...shared}
      value={text ?? ''}
      placeholder={param.ui?.placeholder}
      suffix={param.ui?.unit}
      inputMode={numeric ? 'decimal' : 'text'}
      autoComplete="off"
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

import { Input, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { PROFILES, RESTART_POLICIES, type Profile, type RestartPolicy } from '../../api/instance';

interface FieldProps<T> {
  value: T;
  onChange: (value: T) => void;
  /** Shown where nothing is chosen. */
  placeholder?: string | undefined;
}

/** How long the process of an instance is meant to live. */
export function ProfileField<T extends Profile | undefined>({
  value,
  onChange,
  placeholder,
}: FieldProps<T>) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('instance.profile')}</label>
      <Select<T>
        id={id}
        value={value}
        placeholder={placeholder}
        options={PROFILES.map((profile) => ({
          value: profile as T,
          label: t(`instance.profiles.${profile}`),
        }))}
        onChange={onChange}
      />
    </div>
  );
}

/** What follows when the process ends by itself. */
export function RestartField<T extends RestartPolicy | undefined>({
  value,
  onChange,
  placeholder,
}: FieldProps<T>) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('instance.restart')}</label>
      <Select<T>
        id={id}
        value={value}
        placeholder={placeholder}
        options={RESTART_POLICIES.map((policy) => ({
          value: policy as T,
          label: t(`instance.policies.${policy}`),
        }))}
        onChange={onChange}
      />
    </div>
  );
}

/** Labels as text, such as `room=lab, line=2`. */
export function LabelsField({ value, onChange }: FieldProps<string>) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('instance.labels')}</label>
      <Input
        id={id}
        value={value}
        placeholder="room=lab, line=2"
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

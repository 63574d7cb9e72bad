import { Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Package } from '../../api/packages';

interface Props {
  packages: readonly Package[];
  id: string;
  /** Empty for the newest. */
  version: string;
  onChange: (id: string, version: string) => void;
}

/** A package and one of its versions. */
export function PackageChoice({ packages, id, version, onChange }: Props) {
  const { t } = useTranslation();
  const base = useId();
  const chosen = packages.find((it) => it.id === id);
  return (
    <div className="choice">
      <div className="field">
        <label htmlFor={`${base}-package`}>{t('create.package')}</label>
        <Select
          id={`${base}-package`}
          showSearch={{ optionFilterProp: 'label' }}
          value={id || undefined}
          placeholder={t('create.choose')}
          options={packages.map((it) => ({
            value: it.id,
            label: it.name && it.name !== it.id ? `${it.id} (${it.name})` : it.id,
          }))}
          onChange={(next) => onChange(next, '')}
        />
      </div>
      <div className="field">
        <label htmlFor={`${base}-version`}>{t('create.version')}</label>
        <Select
          id={`${base}-version`}
          value={version || chosen?.versions[0]}
          disabled={!chosen}
          options={(chosen?.versions ?? []).map((value) => ({ value, label: value }))}
          onChange={(next) => onChange(id, next)}
        />
      </div>
    </div>
  );
}

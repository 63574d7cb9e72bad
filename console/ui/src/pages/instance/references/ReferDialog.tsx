import { Button, Input, Modal, Select, Skeleton, type SelectProps } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Config, Instance } from '../../../api/instance';
import { readConfig } from '../../../api/instances';
import { Failure } from '../../../components/Failure';
import { useAsked } from '../../../components/useAsked';
import { useFocusBack } from '../../../components/useFocusBack';
import { useLive } from '../../../live/store';
import { OverrideForm } from './OverrideForm';
import { targetsOf, type Row } from './rows';
import '../../../forms/forms.css';

const NOTHING: Config = {};
const ALIAS = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

interface Props {
  service: string;
  /** Without an alias a new one is asked for. */
  row: Partial<Row>;
  taken: readonly string[];
  onSaved: () => void;
  onClose: () => void;
}

/** Chooses the instance behind a word of a service's, and what is set over its configuration. */
export default function ReferDialog({ service, row, taken, onSaved, onClose }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  const { declared, reference } = row;
  const [alias, setAlias] = useState(row.alias ?? '');
  const [tried, setTried] = useState(false);
  const instances = useLive((live) => live.instances) ?? [];
  const { fitting, others } = targetsOf(instances, declared?.package);
  const [target, setTarget] = useState(
    () => reference?.instance ?? declared?.refersTo ?? fitting[0]?.id ?? '',
  );
  const view = useAsked(target, (signal) =>
    target ? readConfig(target, signal) : Promise.resolve(undefined),
  );
  const complaint =
    row.alias !== undefined
      ? undefined
      : !ALIAS.test(alias)
        ? t('references.aliasRule')
        : taken.includes(alias)
          ? t('references.aliasTaken')
          : undefined;
  const title = row.alias ? t('references.dialog', { alias }) : t('references.dialogNew');
  return (
    <Modal open title={title} footer={null} onCancel={onClose} width={620}>
      {row.alias === undefined ? (
        <AliasField
          value={alias}
          complaint={tried || alias !== '' ? complaint : undefined}
          onChange={setAlias}
        />
      ) : null}
      <TargetField
        {...{ target, fitting, others }}
        wanted={declared?.package}
        onChange={setTarget}
      />
      {view.error && !view.data ? (
        <Failure
          title={t('references.configFailed', { instance: target })}
          error={view.error}
          retry={view.again}
        />
      ) : view.data ? (
        <OverrideForm
          key={target}
          service={service}
          alias={alias}
          target={target}
          view={view.data}
          start={target === reference?.instance ? reference.config : NOTHING}
          check={() => {
            setTried(true);
            return complaint === undefined;
          }}
          onSaved={() => {
            onSaved();
            onClose();
          }}
          onCancel={onClose}
        />
      ) : target ? (
        <Skeleton active />
      ) : (
        <footer className="dialog-foot">
          <Button onClick={onClose}>{t('app.cancel')}</Button>
        </footer>
      )}
    </Modal>
  );
}

interface AliasProps {
  value: string;
  complaint: string | undefined;
  onChange: (value: string) => void;
}

function AliasField({ value, complaint, onChange }: AliasProps) {
  const { t } = useTranslation();
  const id = useId();
  const wrong = complaint !== undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{t('references.alias')}</label>
      <Input
        id={id}
        autoFocus
        value={value}
        placeholder="sensor"
        status={wrong ? 'error' : ''}
        aria-invalid={wrong}
        aria-describedby={`${id}-hint`}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-hint`} className={wrong ? 'field-error' : 'field-hint'} aria-live="polite">
        {complaint ?? t('references.aliasHint', { alias: value || 'sensor' })}
      </p>
    </div>
  );
}

interface TargetProps {
  target: string;
  fitting: readonly Instance[];
  others: readonly Instance[];
  /** The package that is declared. */
  wanted: string | undefined;
  onChange: (target: string) => void;
}

function TargetField({ target, fitting, others, wanted, onChange }: TargetProps) {
  const { t } = useTranslation();
  const id = useId();
  const option = (it: Instance) => ({
    value: it.id,
    label: `${it.id} (${it.package}@${it.version})`,
  });
  const groups = [
    { label: t('references.fitting', { package: wanted }), options: fitting.map(option) },
    { label: t('references.others'), options: others.map(option) },
  ].filter((it) => it.options.length > 0);
  const options: SelectProps['options'] = wanted ? groups : others.map(option);
  return (
    <div className="field">
      <label htmlFor={id}>{t('references.instance')}</label>
      <Select
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        value={target || undefined}
        placeholder={t('references.chooseInstance')}
        options={options}
        onChange={onChange}
      />
      {wanted && fitting.length === 0 ? (
        <p className="field-hint target-hint">
          {t('references.noneFits', { package: wanted })}{' '}
          <Link to={`/instances?create=${encodeURIComponent(wanted)}`}>{t('references.make')}</Link>
        </p>
      ) : null}
    </div>
  );
}

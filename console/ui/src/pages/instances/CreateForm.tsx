import { Button, Checkbox, Input } from 'antd';
import { useId, useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instance, Profile, RestartPolicy } from '../../api/instance';
import { createInstance } from '../../api/instances';
import type { PackageDetails } from '../../api/packages';
import { Problem } from '../../api/problem';
import { useMessage } from '../../components/useMessage';
import { ConfigEditor } from '../../forms/ConfigEditor';
import { withDefaults } from '../../forms/tree';
import { refusedAt, useDraft } from '../../forms/useDraft';
import { labelsIn } from './labels';
import { LabelsField, ProfileField, RestartField } from './RunFields';

interface Props {
  driver: PackageDetails;
  version: string;
  onCancel: () => void;
  onCreated: (instance: Instance) => void;
}

/** Name, ways of running and configuration of a new instance. */
export function CreateForm({ driver, version, onCancel, onCreated }: Props) {
  const { t } = useTranslation();
  const say = useMessage();
  const fields = useMemo(() => driver.meta.config?.fields ?? [], [driver]);
  const draft = useDraft(fields, withDefaults(fields, driver.defaults ?? {}));
  const [id, setId] = useState('');
  const [profile, setProfile] = useState<Profile>('keepalive');
  const [restart, setRestart] = useState<RestartPolicy>('on-failure');
  const [labels, setLabels] = useState('');
  const [start, setStart] = useState(true);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const base = useId();
  const refused = refusedAt(error);
  const elsewhere = error && Object.keys(refused).length === 0;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!draft.check()) return;
    setBusy(true);
    setError(undefined);
    try {
      onCreated(
        await createInstance({
          package: driver.id,
          version,
          id: id.trim() || undefined,
          config: draft.values,
          profile,
          restart,
          labels: labelsIn(labels),
          start,
        }),
      );
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const nameError = error instanceof Problem && error.field === 'id' ? error.message : undefined;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label={t('create.title')}>
      <div className="field">
        <label htmlFor={`${base}-id`}>{t('create.name')}</label>
        <Input
          id={`${base}-id`}
          value={id}
          status={nameError ? 'error' : ''}
          aria-describedby={`${base}-name-hint`}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setId(event.target.value)}
        />
        <p id={`${base}-name-hint`} className="field-hint">
          {t('create.nameHint')}
        </p>
      </div>
      <div className="choice">
        <ProfileField value={profile} onChange={setProfile} />
        <RestartField value={restart} onChange={setRestart} />
      </div>
      <LabelsField value={labels} onChange={setLabels} />
      {fields.length > 0 ? (
        <section aria-label={t('instance.tab.config')}>
          <h2 className="form-title">{t('instance.tab.config')}</h2>
          <ConfigEditor fields={fields} draft={draft} refused={refused} />
        </section>
      ) : null}
      {elsewhere ? (
        <p role="alert" className="field-error">
          {say(error)}
        </p>
      ) : null}
      <footer className="dialog-foot">
        <Checkbox checked={start} onChange={(event) => setStart(event.target.checked)}>
          {t('create.start')}
        </Checkbox>
        <Button onClick={onCancel}>{t('app.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('create.create')}
        </Button>
      </footer>
    </form>
  );
}

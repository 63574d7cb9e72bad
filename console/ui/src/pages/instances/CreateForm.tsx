import { Button, Checkbox, Input } from 'antd';
import { useId, useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instance, Profile, RestartPolicy } from '../../api/instance';
import { createInstance } from '../../api/instances';
import type { PackageDetails } from '../../api/packages';
import { Problem } from '../../api/problem';
import { Complaint } from '../../components/Complaint';
import { useAttempt } from '../../components/useAttempt';
import { ConfigEditor } from '../../forms/ConfigEditor';
import { withDefaults } from '../../forms/tree';
import { refusedAt, refusedElsewhere, useDraft } from '../../forms/useDraft';
import { heapFits, hostOf, wordsOf } from './host';
import { HostFields } from './HostFields';
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
  const fields = useMemo(() => driver.meta.config?.fields ?? [], [driver]);
  const draft = useDraft(fields, withDefaults(fields, driver.defaults ?? {}));
  const [id, setId] = useState('');
  const service = driver.kind === 'service';
  // What a service's package says, and what follows from it, is the kernel's to know.
  const usual = service ? t('create.usual') : undefined;
  const [profile, setProfile] = useState<Profile | undefined>(service ? undefined : 'keepalive');
  const [restart, setRestart] = useState<RestartPolicy | undefined>(
    service ? undefined : 'on-failure',
  );
  const [labels, setLabels] = useState('');
  const [start, setStart] = useState(true);
  const [host, setHost] = useState(() => hostOf([]));
  const { busy, error, attempt } = useAttempt();
  const base = useId();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!draft.check() || !heapFits(host)) return;
    await attempt(async () =>
      onCreated(
        await createInstance(driver.kind, {
          package: driver.id,
          version,
          id: id.trim() || undefined,
          config: draft.values,
          profile,
          restart,
          labels: labelsIn(labels),
          start,
          ...(service ? { args: wordsOf(host) } : {}),
        }),
      ),
    );
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
        <ProfileField value={profile} onChange={setProfile} placeholder={usual} />
        <RestartField value={restart} onChange={setRestart} placeholder={usual} />
      </div>
      <LabelsField value={labels} onChange={setLabels} />
      {service ? <HostFields host={host} onChange={setHost} /> : null}
      {fields.length > 0 ? (
        <section aria-label={t('instance.tab.config')}>
          <h2 className="form-title">{t('instance.tab.config')}</h2>
          <ConfigEditor fields={fields} draft={draft} refused={refusedAt(error)} />
        </section>
      ) : null}
      <Complaint error={refusedElsewhere(error)} />
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

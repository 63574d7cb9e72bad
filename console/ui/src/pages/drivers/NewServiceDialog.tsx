import { Button, Input, Modal, Radio, Skeleton } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { createService, readTemplates, type Template } from '../../api/services';
import { Failure } from '../../components/Failure';
import { useAsked } from '../../components/useAsked';
import { useFocusBack } from '../../components/useFocusBack';
import { Complaint } from '../../components/Complaint';
import { useAttempt } from '../../components/useAttempt';
import { useLive } from '../../live/store';
import { workspaceLink } from '../workspace/link';
import '../../forms/forms.css';
import './drivers.css';

export const SERVICE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** Makes a service of a template and opens its workspace. */
export default function NewServiceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const asked = useAsked('templates', readTemplates);
  return (
    <Modal open title={t('services.newTitle')} footer={null} onCancel={onClose} width={620}>
      <p className="panel-lead">{t('services.newHint')}</p>
      {asked.error && !asked.data ? (
        <Failure title={t('services.templatesFailed')} error={asked.error} retry={asked.again} />
      ) : asked.data ? (
        <Form templates={asked.data} onClose={onClose} />
      ) : (
        <Skeleton active paragraph={{ rows: 4 }} />
      )}
    </Modal>
  );
}

function Form({ templates, onClose }: { templates: readonly Template[]; onClose: () => void }) {
  const { t } = useTranslation();
  const base = useId();
  const navigate = useNavigate();
  const instances = useLive((it) => it.instances) ?? [];
  const [template, setTemplate] = useState(templates[0]?.id ?? '');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, error, attempt } = useAttempt();
  const complaint = !SERVICE_NAME.test(name)
    ? t('services.nameRule')
    : instances.some(({ id }) => id === name)
      ? t('services.nameTaken')
      : undefined;
  const wrong = complaint !== undefined && (tried || name !== '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (complaint || !template) return;
    await attempt(async () => {
      const { id } = await createService(template, name);
      void navigate(workspaceLink(id));
    });
  };
  if (templates.length === 0) return <p>{t('services.noTemplates')}</p>;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label={t('services.newTitle')}>
      <div className="field">
        <label htmlFor={base}>{t('services.name')}</label>
        <Input
          id={base}
          autoFocus
          value={name}
          placeholder="my-service"
          status={wrong ? 'error' : ''}
          aria-invalid={wrong}
          aria-describedby={`${base}-hint`}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
        />
        <p id={`${base}-hint`} className={wrong ? 'field-error' : 'field-hint'}>
          {wrong ? complaint : t('services.nameRule')}
        </p>
      </div>
      <Radio.Group
        className="templates"
        aria-label={t('services.template')}
        value={template}
        onChange={(event) => setTemplate(event.target.value as string)}
      >
        {templates.map(({ id, name: title, description, language, profile }) => (
          <Radio key={id} value={id} className="template">
            <span className="template-head">
              <strong>{title}</strong>
              <span className="chip">{t(`services.languages.${language}`)}</span>
              {profile ? <span className="chip">{t(`instance.profiles.${profile}`)}</span> : null}
            </span>
            <span className="quiet">{description}</span>
          </Radio>
        ))}
      </Radio.Group>
      <Complaint error={error} />
      <footer className="dialog-foot">
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('services.create')}
        </Button>
      </footer>
    </form>
  );
}

import { Alert, App, Button } from 'antd';
import { SettingOutlined } from '@ant-design/icons';
import { useEffect, useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isLive, type ConfigView, type Instance } from '../../../api/instance';
import { saveConfig } from '../../../api/instances';
import { useMayManage } from '../../../app/session';
import { Empty } from '../../../components/Empty';
import { UnsavedGuard } from '../../../components/UnsavedGuard';
import { useMessage } from '../../../components/useMessage';
import { ConfigEditor } from '../../../forms/ConfigEditor';
import { differences } from '../../../forms/diff';
import { refusedAt, useDraft } from '../../../forms/useDraft';
import { ReviewDialog } from './ReviewDialog';

interface Props {
  instance: Instance;
  view: ConfigView;
  /** Told when the first change is made, and when the last is taken back. */
  onEdit: (unsaved: boolean) => void;
  onSaved: () => void;
}

/** Edits the configuration; what changes is shown before it is saved. */
export function ConfigForm({ instance, view, onEdit, onSaved }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const say = useMessage();
  const mayManage = useMayManage();
  const fields = useMemo(
    () => (mayManage ? view.fields : view.fields.map(readOnly)),
    [view, mayManage],
  );
  const draft = useDraft(fields, view.config);
  const [reviewing, setReviewing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { changed } = draft;
  useEffect(() => onEdit(changed), [changed]);
  const refused = refusedAt(error);
  const elsewhere = error && Object.keys(refused).length === 0;
  if (view.fields.length === 0) {
    return (
      <Empty icon={<SettingOutlined />} title={t('config.none')} hint={t('config.noneHint')} />
    );
  }
  const review = (event: FormEvent) => {
    event.preventDefault();
    if (draft.check()) setReviewing(true);
  };
  const save = async (restart: boolean) => {
    setBusy(true);
    setError(undefined);
    try {
      await saveConfig(instance.id, draft.values, restart);
      void message.success(restart ? t('config.applied') : t('config.saved'));
      onSaved();
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
    setReviewing(false);
  };
  return (
    <form onSubmit={review} noValidate aria-label={t('config.form')}>
      {view.problems && view.problems.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          className="notice"
          title={t('config.incomplete')}
          description={view.problems.join('\n')}
        />
      ) : null}
      <ConfigEditor fields={fields} draft={draft} refused={refused} />
      {elsewhere ? (
        <p role="alert" className="field-error">
          {say(error)}
        </p>
      ) : null}
      {mayManage ? (
        <footer className="config-foot">
          <Button type="primary" htmlType="submit" disabled={!draft.changed}>
            {t('config.review')}
          </Button>
          <Button
            type="text"
            disabled={!draft.changed}
            onClick={() => draft.setValues(view.config)}
          >
            {t('config.discard')}
          </Button>
        </footer>
      ) : null}
      {reviewing ? (
        <ReviewDialog
          changes={differences(view.running ?? view.config, draft.values)}
          fields={view.fields}
          running={view.running !== null}
          live={isLive(instance)}
          busy={busy}
          onSave={(restart) => void save(restart)}
          onClose={() => setReviewing(false)}
        />
      ) : null}
      <UnsavedGuard unsaved={draft.changed && !busy} />
    </form>
  );
}

const readOnly = (param: ConfigView['fields'][number]): ConfigView['fields'][number] => ({
  ...param,
  ui: { ...param.ui, readonly: true },
});

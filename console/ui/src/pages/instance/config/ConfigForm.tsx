import { Alert, App, Button } from 'antd';
import { SettingOutlined } from '@ant-design/icons';
import { useEffect, useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isLive, type ConfigView, type Instance } from '../../../api/instance';
import { saveConfig } from '../../../api/instances';
import { useMayManage } from '../../../app/session';
import { Complaint } from '../../../components/Complaint';
import { Empty } from '../../../components/Empty';
import { UnsavedGuard } from '../../../components/UnsavedGuard';
import { useAttempt } from '../../../components/useAttempt';
import { ConfigEditor } from '../../../forms/ConfigEditor';
import { differences } from '../../../forms/diff';
import { Marks } from '../../../forms/marks';
import { refusedAt, refusedElsewhere, useDraft } from '../../../forms/useDraft';
import { readOnly } from '../../../forms/variants';
import { marksOf } from '../../../references/SetBy';
import { ReviewDialog } from './ReviewDialog';

interface Props {
  instance: Instance;
  view: ConfigView;
  /** Told when the first change is made, and when the last is taken back. */
  onEdit: (unsaved: boolean) => void;
  onSaved: () => void;
}

const NONE: Readonly<Record<string, string>> = {};

/** Edits the configuration; what changes is shown before it is saved. */
export function ConfigForm({ instance, view, onEdit, onSaved }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const mayManage = useMayManage();
  const overridden = view.overridden ?? NONE;
  const fields = useMemo(
    () => view.fields.map((it) => (mayManage && !(it.name in overridden) ? it : readOnly(it))),
    [view, mayManage],
  );
  const draft = useDraft(fields, view.config);
  const [reviewing, setReviewing] = useState(false);
  const { busy, error, attempt } = useAttempt();
  const { changed } = draft;
  useEffect(() => onEdit(changed), [changed]);
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
    const saved = await attempt(() => saveConfig(instance.id, draft.values, restart));
    setReviewing(false);
    if (!saved) return;
    void message.success(restart ? t('config.applied') : t('config.saved'));
    onSaved();
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
      {Object.keys(overridden).length > 0 ? (
        <p className="panel-lead">{t('references.setByHint')}</p>
      ) : null}
      <Marks value={marksOf(overridden)}>
        <ConfigEditor fields={fields} draft={draft} refused={refusedAt(error)} />
      </Marks>
      <Complaint error={refusedElsewhere(error)} />
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

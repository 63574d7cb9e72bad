import { App, Button } from 'antd';
import { SettingOutlined } from '@ant-design/icons';
import { useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { saveDefaults } from '../../api/packages';
import type { Param } from '../../api/types';
import { useMayManage } from '../../app/session';
import { Empty } from '../../components/Empty';
import { UnsavedGuard } from '../../components/UnsavedGuard';
import { useMessage } from '../../components/useMessage';
import { ConfigEditor } from '../../forms/ConfigEditor';
import { refusedAt, useDraft } from '../../forms/useDraft';
import type { ViewProps } from './view';

/** What every new instance of the package starts with. */
export function DefaultsView({ driver, onChanged }: ViewProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const say = useMessage();
  const mayManage = useMayManage();
  const fields = useMemo(() => (driver.meta.config?.fields ?? []).map(optional), [driver]);
  const draft = useDraft(fields, driver.defaults ?? {});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const refused = refusedAt(error);
  if (fields.length === 0) {
    return (
      <Empty icon={<SettingOutlined />} title={t('config.none')} hint={t('config.noneHint')} />
    );
  }
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!draft.check()) return;
    setBusy(true);
    setError(undefined);
    try {
      await saveDefaults(driver.id, draft.values);
      void message.success(t('drivers.defaultsSaved'));
      onChanged();
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return (
    <form
      onSubmit={(event) => void save(event)}
      noValidate
      aria-label={t('drivers.views.defaults')}
    >
      <p className="panel-lead">{t('drivers.defaultsHint')}</p>
      <ConfigEditor fields={fields} draft={draft} refused={refused} />
      {error && Object.keys(refused).length === 0 ? (
        <p role="alert" className="field-error">
          {say(error)}
        </p>
      ) : null}
      {mayManage ? (
        <Button type="primary" htmlType="submit" loading={busy} disabled={!draft.changed}>
          {t('instance.save')}
        </Button>
      ) : null}
      <UnsavedGuard unsaved={draft.changed && !busy} />
    </form>
  );
}

/** Defaults may leave open what an instance has to have. */
const optional = (param: Param): Param => ({
  ...param,
  required: false,
  ...(param.fields ? { fields: param.fields.map(optional) } : {}),
});

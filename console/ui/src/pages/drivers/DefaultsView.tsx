import { App, Button } from 'antd';
import { SettingOutlined } from '@ant-design/icons';
import { useMemo, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { saveDefaults } from '../../api/packages';
import type { Param } from '../../api/types';
import { useMayManage } from '../../app/session';
import { Complaint } from '../../components/Complaint';
import { Empty } from '../../components/Empty';
import { UnsavedGuard } from '../../components/UnsavedGuard';
import { useAttempt } from '../../components/useAttempt';
import { ConfigEditor } from '../../forms/ConfigEditor';
import { refusedAt, refusedElsewhere, useDraft } from '../../forms/useDraft';
import type { ViewProps } from './view';

/** What every new instance of the package starts with. */
export function DefaultsView({ driver, onChanged }: ViewProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const mayManage = useMayManage();
  const fields = useMemo(() => (driver.meta.config?.fields ?? []).map(optional), [driver]);
  const draft = useDraft(fields, driver.defaults ?? {});
  const { busy, error, attempt } = useAttempt();
  if (fields.length === 0) {
    return (
      <Empty icon={<SettingOutlined />} title={t('config.none')} hint={t('config.noneHint')} />
    );
  }
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!draft.check()) return;
    if (!(await attempt(() => saveDefaults(driver, draft.values)))) return;
    void message.success(t('drivers.defaultsSaved'));
    onChanged();
  };
  return (
    <form
      onSubmit={(event) => void save(event)}
      noValidate
      aria-label={t('drivers.views.defaults')}
    >
      <p className="panel-lead">{t('drivers.defaultsHint')}</p>
      <ConfigEditor fields={fields} draft={draft} refused={refusedAt(error)} />
      <Complaint error={refusedElsewhere(error)} />
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

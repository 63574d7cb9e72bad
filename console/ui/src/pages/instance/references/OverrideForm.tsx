import { App, Button } from 'antd';
import { useMemo, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Config, ConfigView } from '../../../api/instance';
import { saveReference } from '../../../api/references';
import { Complaint } from '../../../components/Complaint';
import { useAttempt } from '../../../components/useAttempt';
import { ConfigEditor } from '../../../forms/ConfigEditor';
import { Marks } from '../../../forms/marks';
import { refusedAt, refusedElsewhere, useDraft } from '../../../forms/useDraft';
import { overriding } from '../../../forms/variants';
import { marksOf } from '../../../references/SetBy';

interface Props {
  service: string;
  alias: string;
  target: string;
  /** The target's configuration. */
  view: ConfigView;
  /** What is set over it already. */
  start: Config;
  /** Whether all outside the form is as it has to be. */
  check: () => boolean;
  onSaved: () => void;
  onCancel: () => void;
}

/** What a service sets of an instance's configuration: only the fields that are filled in. */
export function OverrideForm(props: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { service, alias, target, view, start, check, onSaved, onCancel } = props;
  const fields = useMemo(
    () =>
      view.fields.map((it) => overriding(it, it.name in start ? undefined : view.config[it.name])),
    [view, start],
  );
  const others = Object.fromEntries(
    Object.entries(view.overridden ?? {}).filter(([, by]) => by !== service),
  );
  const draft = useDraft(fields, start);
  const marks: Record<string, ReactNode> = marksOf(others);
  for (const name of Object.keys(draft.values)) {
    const clear = () => draft.setBranch({ ...draft.branch, [name]: undefined });
    marks[name] = (
      <>
        {marks[name]}{' '}
        <Button
          type="link"
          size="small"
          aria-label={t('references.leaveOf', { name })}
          onClick={clear}
        >
          {t('references.leave')}
        </Button>
      </>
    );
  }
  const { busy, error, attempt } = useAttempt();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!check() || !draft.check()) return;
    const reference = { instance: target, config: draft.values };
    if (!(await attempt(() => saveReference(service, alias, reference)))) return;
    void message.success(t('references.saved', { service, instance: target }));
    onSaved();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label={t('references.config')}>
      <h2 className="form-title">{t('references.config')}</h2>
      {fields.length === 0 ? (
        <p className="quiet">{t('references.noConfig', { instance: target })}</p>
      ) : (
        <>
          <p className="panel-lead">{t('references.configHint', { instance: target })}</p>
          <Marks value={marks}>
            <ConfigEditor fields={fields} draft={draft} refused={refusedAt(error)} />
          </Marks>
        </>
      )}
      <Complaint error={refusedElsewhere(error)} />
      <footer className="dialog-foot">
        <Button onClick={onCancel}>{t('app.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('references.save')}
        </Button>
      </footer>
    </form>
  );
}

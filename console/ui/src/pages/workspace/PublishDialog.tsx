import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { publishCode } from '../../api/services';
import { useAct } from '../../components/useAct';
import { useFocusBack } from '../../components/useFocusBack';
import { useBench } from './context';
import { nextPatch, VERSION } from './model/versions';
import { useSaving } from './useSaving';
import '../../forms/forms.css';

/** Makes the workspace's code a version of the package. */
export default function PublishDialog({
  onDone,
  onClose,
}: {
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  useFocusBack();
  const id = useId();
  const { instance } = useBench();
  const { saveAll } = useSaving();
  const { busy, run } = useAct();
  const [version, setVersion] = useState(() => nextPatch(instance.version));
  const fits = VERSION.test(version.trim());
  const publish = async () => {
    if (!fits || busy || !(await saveAll())) return;
    const wanted = version.trim();
    const done = t('workspace.published', { ref: `${instance.package}@${wanted}` });
    if (!(await run(() => publishCode(instance.id, wanted), done))) return;
    onClose();
    await onDone();
  };
  return (
    <Modal
      open
      title={t('workspace.publishTitle', { id: instance.package })}
      okText={t('workspace.publish')}
      cancelText={t('app.cancel')}
      okButtonProps={{ disabled: !fits, loading: busy }}
      onOk={() => void publish()}
      onCancel={onClose}
      width={460}
    >
      <p className="panel-lead">{t('workspace.publishText', { id: instance.id })}</p>
      <div className="field">
        <label htmlFor={id}>{t('create.version')}</label>
        <Input
          id={id}
          autoFocus
          value={version}
          status={fits ? '' : 'error'}
          aria-invalid={!fits}
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          onChange={(event) => setVersion(event.target.value)}
          onPressEnter={() => void publish()}
        />
        <p id={`${id}-hint`} className={fits ? 'field-hint' : 'field-error'}>
          {fits
            ? t('workspace.versionNow', { version: instance.version })
            : t('workspace.versionRule')}
        </p>
      </div>
    </Modal>
  );
}

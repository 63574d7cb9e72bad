import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ConfigChange } from '../../../api/instance';
import type { Param } from '../../../api/types';
import { useFocusBack } from '../../../components/useFocusBack';
import { Changes } from '../../../forms/Changes';

interface Props {
  changes: readonly ConfigChange[];
  fields: readonly Param[];
  /** Whether the changes are against what the process runs with. */
  running: boolean;
  live: boolean;
  busy: boolean;
  onSave: (restart: boolean) => void;
  onClose: () => void;
}

/** What a save would change, and when it takes effect. */
export function ReviewDialog(props: Props) {
  const { t } = useTranslation();
  useFocusBack();
  const { changes, fields, running, live, busy, onSave, onClose } = props;
  const title = running ? t('config.againstRunning') : t('config.againstSaved');
  const foot = [
    <Button key="cancel" onClick={onClose}>
      {t('app.cancel')}
    </Button>,
    <Button key="later" disabled={busy} onClick={() => onSave(false)}>
      {live ? t('config.onRestart') : t('config.save')}
    </Button>,
    live ? (
      <Button key="now" type="primary" loading={busy} onClick={() => onSave(true)}>
        {t('config.applyNow')}
      </Button>
    ) : null,
  ];
  return (
    <Modal open title={title} onCancel={onClose} footer={foot} width={680}>
      {changes.length === 0 ? (
        <p className="quiet">{t('config.same')}</p>
      ) : (
        <Changes changes={changes} fields={fields} label={title} />
      )}
    </Modal>
  );
}

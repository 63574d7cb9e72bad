import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { joinCluster, type Address } from '../../../api/cluster';
import { Complaint } from '../../../components/Complaint';
import { useAttempt } from '../../../components/useAttempt';
import { useFocusBack } from '../../../components/useFocusBack';

interface Props {
  onClose: () => void;
  onJoined: () => void;
}

const FIELDS = ['url', 'group', 'credentials'] as const;

/** Asks where to join; the kernel tries it once before it is kept. */
export function JoinDialog({ onClose, onJoined }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  const [address, setAddress] = useState<Address>({ url: '', group: 'default', credentials: '' });
  const { busy, error, attempt } = useAttempt();
  const join = async () => {
    if (!(await attempt(() => joinCluster(address)))) return;
    onJoined();
    onClose();
  };
  return (
    <Modal
      open
      title={t('cluster.join')}
      okText={t('cluster.joinNow')}
      cancelText={t('app.cancel')}
      okButtonProps={{ disabled: address.url === '' || address.group === '', loading: busy }}
      onOk={() => void join()}
      onCancel={onClose}
      width={560}
    >
      <div className="state-form">
        {FIELDS.map((field) => (
          <label key={field}>
            <span>{t(`cluster.field.${field}`)}</span>
            <Input
              autoFocus={field === 'url'}
              value={address[field]}
              placeholder={field === 'url' ? 'nats://host:4222' : ''}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setAddress({ ...address, [field]: event.target.value })}
            />
            <span className="quiet">{t(`cluster.hint.${field}`)}</span>
          </label>
        ))}
        <Complaint error={error} />
      </div>
    </Modal>
  );
}

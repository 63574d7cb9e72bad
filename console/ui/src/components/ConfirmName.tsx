import { Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Complaint } from './Complaint';
import { useAttempt } from './useAttempt';
import { useFocusBack } from './useFocusBack';

interface Props {
  /** What has to be typed. */
  name: string;
  title: string;
  text: ReactNode;
  action: string;
  act: () => Promise<void>;
  onClose: () => void;
}

/** Asks for a name before something is gone for good. */
export default function ConfirmName({ name, title, text, action, act, onClose }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  const [typed, setTyped] = useState('');
  const { busy, error, attempt } = useAttempt();
  const confirmed = typed.trim() === name;
  const run = async () => {
    if (confirmed && (await attempt(act))) onClose();
  };
  return (
    <Modal
      open
      title={title}
      okText={action}
      okButtonProps={{ danger: true, disabled: !confirmed, loading: busy }}
      cancelText={t('app.cancel')}
      onOk={() => void run()}
      onCancel={onClose}
      width={460}
    >
      <p>{text}</p>
      <label className="confirm">
        <span>
          <Trans i18nKey="app.typeName" values={{ name }} components={{ code: <code /> }} />
        </span>
        <Input
          autoFocus
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={() => void run()}
        />
      </label>
      <Complaint error={error} />
    </Modal>
  );
}

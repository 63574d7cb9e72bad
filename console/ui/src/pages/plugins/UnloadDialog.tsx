import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { unloadPlugin } from '../../api/plugins';
import type { Plugin } from '../../api/types';
import { useFocusBack } from '../../components/useFocusBack';
import { useMessage } from '../../components/useMessage';

interface Props {
  plugin: Plugin;
  onClose: () => void;
}

/** Asks for the plugin's name before it goes. */
export default function UnloadDialog({ plugin, onClose }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  const { message } = App.useApp();
  const say = useMessage();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { id } = plugin;
  const confirmed = typed.trim() === id;
  const unload = async () => {
    if (!confirmed || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await unloadPlugin(id);
      void message.success(t('plugins.unloaded', { id }));
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('plugins.unloadTitle', { id })}
      okText={t('plugins.unload')}
      okButtonProps={{ danger: true, disabled: !confirmed, loading: busy }}
      cancelText={t('app.cancel')}
      onOk={() => void unload()}
      onCancel={onClose}
      width={460}
    >
      <p>
        {t('plugins.unloadText')} {plugin.source === 'deploy' ? t('plugins.unloadDeploy') : null}
      </p>
      <label className="confirm">
        <span>
          <Trans i18nKey="plugins.typeName" values={{ name: id }} components={{ code: <code /> }} />
        </span>
        <Input
          autoFocus
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={() => void unload()}
        />
      </label>
      {error ? (
        <p role="alert" className="field-error">
          {say(error)}
        </p>
      ) : null}
    </Modal>
  );
}

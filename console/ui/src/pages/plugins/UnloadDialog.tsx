import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { unloadPlugin } from '../../api/plugins';
import type { Plugin } from '../../api/types';
import ConfirmName from '../../components/ConfirmName';

interface Props {
  plugin: Plugin;
  onClose: () => void;
}

/** Asks for the plugin's name before it goes. */
export default function UnloadDialog({ plugin, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { id, source } = plugin;
  return (
    <ConfirmName
      name={id}
      title={t('plugins.unloadTitle', { id })}
      text={`${t('plugins.unloadText')} ${source === 'deploy' ? t('plugins.unloadDeploy') : ''}`}
      action={t('plugins.unload')}
      act={async () => {
        await unloadPlugin(id);
        void message.success(t('plugins.unloaded', { id }));
      }}
      onClose={onClose}
    />
  );
}

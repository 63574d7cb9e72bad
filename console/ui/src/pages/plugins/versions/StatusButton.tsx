import { Button } from 'antd';
import { PauseCircleOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { setStatus } from '../../../api/plugins';
import type { Plugin } from '../../../api/types';
import { useAct } from '../../../components/useAct';

/** Stops a plugin that stays loaded, or starts it again. */
export function StatusButton({ plugin: { id, state, update } }: { plugin: Plugin }) {
  const { t } = useTranslation();
  const { busy, run } = useAct();
  const active = state === 'active';
  return (
    <Button
      size="small"
      loading={busy}
      disabled={update !== undefined || state === 'loading'}
      icon={active ? <PauseCircleOutlined aria-hidden /> : <PlayCircleOutlined aria-hidden />}
      onClick={() => void run(() => setStatus(id, active ? 'disabled' : 'active'))}
    >
      {t(active ? 'plugins.disable' : 'plugins.enable')}
    </Button>
  );
}

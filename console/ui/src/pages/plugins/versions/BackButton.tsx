import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rollBack } from '../../../api/plugins';
import type { Plugin } from '../../../api/types';
import { useAct } from '../../../components/useAct';
import { HEALTH_WINDOW_MS, WindowField } from '../../../updates/WindowField';

/** Undoes the last update, or goes to another version that is kept. */
export function BackButton({ plugin, version }: { plugin: Plugin; version: string }) {
  const { t } = useTranslation();
  const { busy, run } = useAct();
  const [healthWindowMs, setWindow] = useState(HEALTH_WINDOW_MS);
  const undo = version === plugin.previous;
  const action = t(undo ? 'updates.rollback' : 'updates.goBack');
  return (
    <Popconfirm
      title={t('updates.rollbackTitle', { version })}
      description={
        <div className="back">
          <p>{t(undo ? 'updates.rollbackText' : 'updates.goBackText', { version })}</p>
          <WindowField valueMs={healthWindowMs} onChange={setWindow} />
        </div>
      }
      okText={action}
      cancelText={t('app.cancel')}
      onConfirm={() =>
        void run(() => rollBack(plugin.id, { ...(undo ? {} : { to: version }), healthWindowMs }))
      }
    >
      <Button size="small" loading={busy} aria-label={`${action}: ${version}`}>
        {action}
      </Button>
    </Popconfirm>
  );
}

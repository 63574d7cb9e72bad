import { Alert, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigView } from '../../../api/instance';
import { readConfig, readRevisions } from '../../../api/instances';
import { Failure } from '../../../components/Failure';
import { Panel } from '../../../components/Panel';
import { useAsked } from '../../../components/useAsked';
import type { TabProps } from '../tabs';
import { useChanges } from '../useChanges';
import { ConfigForm } from './ConfigForm';
import { Revisions } from './Revisions';

/** What the instance is configured with, and was before. */
export default function ConfigTab({ instance }: TabProps) {
  const { t } = useTranslation();
  const { id, configVersion, pid } = instance;
  const stamp = `${configVersion} ${pid} ${useChanges(id)}`;
  const config = useAsked(id, (signal) => readConfig(id, signal), { stamp });
  const [editing, setEditing] = useState<ConfigView>();
  const revisions = useAsked(id, () => readRevisions(id), { stamp });
  if (config.error && !config.data) {
    return <Failure title={t('config.failed')} error={config.error} retry={config.again} />;
  }
  if (!config.data) return <Skeleton active />;
  // what is being edited is not pulled away when somebody else saves
  const view = editing ?? config.data;
  const changed = () => {
    setEditing(undefined);
    config.again();
    revisions.again();
  };
  return (
    <div className="instance-board">
      <Panel title={t('instance.tab.config')}>
        {view.version < config.data.version ? (
          <Alert
            type="warning"
            showIcon
            className="notice"
            title={t('config.changedElsewhere')}
            action={
              <Button size="small" onClick={() => setEditing(undefined)}>
                {t('config.load')}
              </Button>
            }
          />
        ) : null}
        <ConfigForm
          key={JSON.stringify([view.version, view.config, view.overridden])}
          instance={instance}
          view={view}
          onEdit={(unsaved) => setEditing(unsaved ? view : undefined)}
          onSaved={changed}
        />
      </Panel>
      <Panel title={t('config.history')}>
        {revisions.error && !revisions.data ? (
          <Failure
            title={t('config.historyFailed')}
            error={revisions.error}
            retry={revisions.again}
          />
        ) : (
          <Revisions
            id={id}
            current={config.data.version}
            revisions={revisions.data?.revisions ?? []}
            onReverted={changed}
          />
        )}
      </Panel>
    </div>
  );
}

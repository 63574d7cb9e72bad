import { Button } from 'antd';
import { CloudUploadOutlined, EditOutlined, UndoOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { discardCode, editCode } from '../../api/services';
import { useMayManage } from '../../app/session';
import { later } from '../../components/later';
import { useAct } from '../../components/useAct';
import { useBench } from './context';
import { entryOf } from './model/tree';

const ConfirmName = later(() => import('../../components/ConfirmName'));
const PublishDialog = later(() => import('./PublishDialog'));

/** Where the code that runs comes from, and the ways between package and workspace. */
export function CodeActions() {
  const { t } = useTranslation();
  const { session, instance, again } = useBench();
  const mayManage = useMayManage();
  const { workspace } = session;
  const [asked, setAsked] = useState<'publish' | 'discard'>();
  if (!mayManage) return null;
  const left = async () => {
    workspace.close(...workspace.store.getState().open.map(({ path }) => path));
    again();
    await workspace.refresh();
  };
  if (instance.code !== 'workspace') return <EditCode />;
  return (
    <>
      <Button
        danger
        type="text"
        icon={<UndoOutlined aria-hidden />}
        onClick={() => setAsked('discard')}
      >
        {t('workspace.discard')}
      </Button>
      <Button icon={<CloudUploadOutlined aria-hidden />} onClick={() => setAsked('publish')}>
        {t('workspace.publish')}
      </Button>
      {asked === 'publish' ? (
        <PublishDialog onDone={left} onClose={() => setAsked(undefined)} />
      ) : null}
      {asked === 'discard' ? (
        <ConfirmName
          name={instance.id}
          title={t('workspace.discardTitle', { id: instance.id })}
          text={t('workspace.discardText', { ref: `${instance.package}@${instance.version}` })}
          action={t('workspace.discard')}
          act={async () => {
            await discardCode(instance.id);
            await left();
          }}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </>
  );
}

/** Brings the package's code into the workspace. */
export function EditCode() {
  const { t } = useTranslation();
  const { session, instance, again } = useBench();
  const { busy, run } = useAct();
  const edit = async () => {
    await editCode(instance.id);
    again();
    await session.workspace.refresh();
    const first = entryOf(session.workspace.store.getState().tree);
    if (first) await session.workspace.open(first);
  };
  return (
    <Button icon={<EditOutlined aria-hidden />} loading={busy} onClick={() => void run(edit)}>
      {t('workspace.edit')}
    </Button>
  );
}

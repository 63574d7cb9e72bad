import { Button, Popconfirm, Skeleton } from 'antd';
import { BranchesOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { forgetConflicts, readConflicts } from '../../../api/state';
import { useMayCall } from '../../../app/session';
import { Empty } from '../../../components/Empty';
import { Failure } from '../../../components/Failure';
import { useAct } from '../../../components/useAct';
import { useAsked } from '../../../components/useAsked';
import { EntryTable } from './EntryTable';

interface Props {
  stamp: number;
  onChanged: () => void;
}

/** Values that lost against others which had not known them. */
export function Conflicts({ stamp, onChanged }: Props) {
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const { busy, run } = useAct();
  const { data, error, again } = useAsked('conflicts', readConflicts, { stamp });
  if (error && !data) return <Failure title={t('state.failed')} error={error} retry={again} />;
  if (!data) return <Skeleton active title={false} paragraph={{ rows: 4 }} />;
  const [newest] = data;
  if (!newest) {
    return (
      <Empty
        icon={<BranchesOutlined />}
        title={t('state.noConflicts')}
        hint={t('state.noConflictsHint')}
      />
    );
  }
  const forget = async () => {
    if (!(await run(() => forgetConflicts(newest.id)))) return;
    again();
    onChanged();
  };
  return (
    <>
      <EntryTable
        entries={data}
        label={t('state.views.conflicts')}
        extra={{ title: t('state.why'), of: ({ kind }) => t(`state.conflict.${kind}`) }}
      />
      {mayCall ? (
        <p className="state-more">
          <Popconfirm
            title={t('state.forgetTitle')}
            okText={t('state.forget')}
            cancelText={t('app.cancel')}
            onConfirm={() => void forget()}
          >
            <Button loading={busy}>{t('state.forget')}</Button>
          </Popconfirm>
        </p>
      ) : null}
    </>
  );
}

import { Button, Popconfirm, Skeleton } from 'antd';
import { HourglassOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { decideQuarantined, readQuarantine, type StateEntry } from '../../../api/state';
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

const ACTIONS = ['adopt', 'drop'] as const;

/** Versions from the future, which wait for this kernel's clock. */
export function Quarantine({ stamp, onChanged }: Props) {
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const { data, error, again } = useAsked('quarantine', readQuarantine, { stamp });
  if (error && !data) return <Failure title={t('state.failed')} error={error} retry={again} />;
  if (!data) return <Skeleton active title={false} paragraph={{ rows: 4 }} />;
  if (data.length === 0) {
    return (
      <Empty
        icon={<HourglassOutlined />}
        title={t('state.noQuarantine')}
        hint={t('state.noQuarantineHint')}
      />
    );
  }
  const decided = () => {
    again();
    onChanged();
  };
  const of = (entry: StateEntry) => <Decisions entry={entry} onDecided={decided} />;
  return (
    <EntryTable
      entries={data}
      label={t('state.views.quarantine')}
      {...(mayCall ? { extra: { title: t('state.decide'), of } } : {})}
    />
  );
}

function Decisions({ entry, onDecided }: { entry: StateEntry; onDecided: () => void }) {
  const { t } = useTranslation();
  const { busy, run } = useAct();
  return (
    <span className="state-acts">
      {ACTIONS.map((action) => (
        <Popconfirm
          key={action}
          title={t(`state.decideTitle.${action}`, { key: entry.key })}
          okText={t(`state.decideAction.${action}`)}
          cancelText={t('app.cancel')}
          onConfirm={() =>
            void run(() => decideQuarantined(entry, action)).then((done) => done && onDecided())
          }
        >
          <Button size="small" loading={busy}>
            {t(`state.decideAction.${action}`)}
          </Button>
        </Popconfirm>
      ))}
    </span>
  );
}

import { Table, type TableColumnsType } from 'antd';
import { FireOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Profile } from '../../../api/profiles';
import { Empty } from '../../../components/Empty';
import { Tag, type Tone } from '../../../components/Level';
import { Panel } from '../../../components/Panel';
import { dateTime, elapsed } from '../../../format/format';
import { useWeight } from './told';

const TONES: Record<Profile['state'], Tone> = {
  running: 'info',
  done: 'ok',
  stopped: 'warn',
  failed: 'error',
};

export const profileLink = (id: number): string => `/observability/profiles?id=${id}`;

/** All profiles that are kept, newest first. */
export function ProfileTable({ profiles }: { profiles: Profile[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useColumns();
  const empty = (
    <Empty icon={<FireOutlined />} title={t('profiles.empty')} hint={t('profiles.emptyHint')} />
  );
  return (
    <Panel title={t('profiles.list')}>
      <Table<Profile>
        className="data-table profile-table"
        rowKey="id"
        size="middle"
        columns={columns}
        dataSource={profiles}
        pagination={false}
        locale={{ emptyText: empty }}
        onRow={({ id, state }) => ({
          onClick: ({ target }) => {
            const inner = (target as Element).closest('a, button');
            if (!inner && ready(state)) void navigate(profileLink(id));
          },
        })}
      />
    </Panel>
  );
}

const ready = (state: Profile['state']) => state === 'done' || state === 'stopped';

function useColumns(): TableColumnsType<Profile> {
  const { t, i18n } = useTranslation();
  const weight = useWeight();
  return [
    {
      title: t('profiles.column.profile'),
      render: (_, { id, type, state }) => {
        const name = `${t(`profiles.types.${type}`)} #${id}`;
        return ready(state) ? (
          <Link className="name" to={profileLink(id)}>
            {name}
          </Link>
        ) : (
          <span className="name">{name}</span>
        );
      },
    },
    {
      title: t('profiles.column.state'),
      render: (_, { state, reason }) => (
        <>
          <Tag
            tone={TONES[state]}
            text={t(`profiles.state.${state}`)}
            pulse={state === 'running'}
          />
          {reason ? <span className="why">{reason}</span> : null}
        </>
      ),
    },
    { title: t('profiles.column.unit'), render: (_, { unit }) => unit || t('profiles.kernel') },
    {
      title: t('profiles.column.at'),
      render: (_, { startedAt }) => dateTime(startedAt, i18n.language),
    },
    {
      title: t('profiles.column.took'),
      align: 'right',
      render: (_, { tookMs, state }) => (state === 'running' ? '' : elapsed(tookMs)),
    },
    {
      title: t('profiles.column.weight'),
      align: 'right',
      render: (_, { weight: seen, measure, state }) => (ready(state) ? weight(seen, measure) : ''),
    },
    { title: t('profiles.column.by'), dataIndex: 'by' },
  ];
}

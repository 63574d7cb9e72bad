import { Button, Popconfirm, Skeleton } from 'antd';
import { ApartmentOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { leaveCluster, readCluster, type Cluster } from '../../../api/cluster';
import { useMayManage } from '../../../app/session';
import { Empty } from '../../../components/Empty';
import { Facts } from '../../../components/Facts';
import { Failure } from '../../../components/Failure';
import { Tag } from '../../../components/Level';
import { Since } from '../../../components/Since';
import { useAct } from '../../../components/useAct';
import { useAsked } from '../../../components/useAsked';
import { dateTime } from '../../../format/format';
import { JoinDialog } from './JoinDialog';

interface Props {
  stamp: number;
  onChanged: () => void;
}

type Joined = Extract<Cluster, { joined: true }>;

const HEARD_MS = 3_000;

/** The kernels that this one shares with. */
export function Kernels({ stamp, onChanged }: Props) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const [joining, setJoining] = useState(false);
  const { data, error, again } = useAsked('cluster', readCluster, { stamp, periodMs: HEARD_MS });
  const changed = () => {
    again();
    onChanged();
  };
  if (error && !data) return <Failure title={t('cluster.failed')} error={error} retry={again} />;
  if (!data) return <Skeleton active title={false} paragraph={{ rows: 4 }} />;
  return (
    <>
      {data.joined ? (
        <Membership cluster={data} mayManage={mayManage} onLeft={changed} />
      ) : (
        <Empty
          icon={<ApartmentOutlined />}
          title={t('cluster.none')}
          hint={t('cluster.noneHint')}
          {...(mayManage
            ? { action: <Button onClick={() => setJoining(true)}>{t('cluster.join')}</Button> }
            : {})}
        />
      )}
      {joining ? <JoinDialog onClose={() => setJoining(false)} onJoined={changed} /> : null}
    </>
  );
}

interface MembershipProps {
  cluster: Joined;
  mayManage: boolean;
  onLeft: () => void;
}

function Membership({ cluster, mayManage, onLeft }: MembershipProps) {
  const { t, i18n } = useTranslation();
  const { busy, run } = useAct();
  const { url, group, credentials, connected, reason, server, unsent } = cluster;
  const leave = async () => {
    if (await run(leaveCluster, t('cluster.left'))) onLeft();
  };
  return (
    <>
      <Facts
        facts={[
          {
            label: t('cluster.link'),
            value: (
              <Tag
                tone={connected ? 'ok' : 'warn'}
                text={t(connected ? 'cluster.connected' : 'cluster.apart')}
              />
            ),
            note: connected ? server : reason,
          },
          { label: t('cluster.server'), value: <code>{url}</code>, note: credentials },
          { label: t('cluster.group'), value: group },
          {
            label: t('cluster.joinedAt'),
            value: dateTime(cluster.joinedAt, i18n.language),
            note: cluster.joinedBy,
          },
          ...(unsent > 0
            ? [{ label: t('cluster.unsent'), value: unsent, note: t('cluster.unsentHint') }]
            : []),
        ]}
      />
      {connected ? <Members cluster={cluster} /> : null}
      {mayManage ? (
        <p className="state-more">
          <Popconfirm
            title={t('cluster.leaveTitle')}
            okText={t('cluster.leave')}
            cancelText={t('app.cancel')}
            onConfirm={() => void leave()}
          >
            <Button loading={busy}>{t('cluster.leave')}</Button>
          </Popconfirm>
        </p>
      ) : null}
    </>
  );
}

function Members({ cluster }: { cluster: Joined }) {
  const { t } = useTranslation();
  return (
    <div className="table-frame" role="group" aria-label={t('cluster.members')} tabIndex={0}>
      <table className="plain-table state-table">
        <thead>
          <tr>
            <th scope="col">{t('cluster.column.node')}</th>
            <th scope="col">{t('cluster.column.host')}</th>
            <th scope="col">{t('cluster.column.version')}</th>
            <th scope="col">{t('cluster.column.seen')}</th>
          </tr>
        </thead>
        <tbody>
          {cluster.members.map(({ node, host, version, seen, self }) => (
            <tr key={node}>
              <th scope="row">
                <code>{node}</code>
              </th>
              <td>{host}</td>
              <td>{version}</td>
              <td>{self ? t('cluster.self') : <Since at={seen} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { Button, Table, type TableColumnsType } from 'antd';
import { DeleteOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PLUGIN_STATES, type Plugin } from '../../api/types';
import { useMayManage } from '../../app/session';
import { Dot, StateTag } from '../../components/Level';
import { count, minute } from '../../format/format';
import type { OngoingUpdate } from '../../updates/record';

const PAGE_SIZE = 50;

interface Props {
  plugins: Plugin[];
  empty: ReactNode;
  /** The link that opens a plugin, with the filters of this page. */
  linkTo: (id: string) => string;
  onUnload: (plugin: Plugin) => void;
}

export function PluginTable({ plugins, empty, linkTo, onUnload }: Props) {
  const columns = useColumns({ linkTo, onUnload });
  return (
    <Table<Plugin>
      className="plugin-table"
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={plugins}
      pagination={plugins.length > PAGE_SIZE ? { pageSize: PAGE_SIZE } : false}
      locale={{ emptyText: empty }}
      showSorterTooltip={false}
    />
  );
}

/** Where an update is, in a line below the version; on a narrow screen below the name. */
function UpdateStepLine({ update, narrow = false }: { update: OngoingUpdate; narrow?: boolean }) {
  const { t } = useTranslation();
  const { from, to, step } = update;
  return (
    <span className={narrow ? 'plugin-update plugin-update-narrow' : 'plugin-update'}>
      <Dot tone={step === 'revert' ? 'warn' : 'info'} pulse />
      <span className="mono">
        {from} → {to}
      </span>
      {t(`updates.step.${step}`)}
    </span>
  );
}

function useColumns({ linkTo, onUnload }: Pick<Props, 'linkTo' | 'onUnload'>) {
  const { t, i18n } = useTranslation();
  const mayManage = useMayManage();
  const number = (value: number | undefined) => count(value ?? 0, i18n.language);
  const columns: TableColumnsType<Plugin> = [
    {
      key: 'state',
      title: t('plugins.column.state'),
      width: 116,
      sorter: (a, b) => PLUGIN_STATES.indexOf(a.state) - PLUGIN_STATES.indexOf(b.state),
      render: (_, { state }) => <StateTag state={state} />,
    },
    {
      key: 'id',
      title: `${t('plugins.column.id')} / ${t('plugins.column.symbolicName')}`,
      defaultSortOrder: 'ascend',
      sorter: (a, b) => a.id.localeCompare(b.id),
      render: (_, { id, version, symbolicName, reason, state, update }) => (
        <>
          <Link to={linkTo(id)} className="plugin-id" aria-label={t('plugins.open', { id })}>
            {id}
          </Link>
          <span className="plugin-version mono">{version}</span>
          <span className="plugin-symbolic">{symbolicName}</span>
          {update ? <UpdateStepLine update={update} narrow /> : null}
          {reason && state !== 'active' ? <span className="plugin-reason">{reason}</span> : null}
        </>
      ),
    },
    {
      key: 'version',
      title: t('plugins.column.version'),
      responsive: ['sm'],
      render: (_, { version, update }) => (
        <>
          <span className="mono">{version}</span>
          {update ? <UpdateStepLine update={update} /> : null}
        </>
      ),
    },
    {
      key: 'source',
      title: t('plugins.column.source'),
      responsive: ['lg'],
      render: (_, { source }) => t(`plugins.source.${source}`),
    },
    {
      key: 'started',
      title: t('plugins.column.started'),
      responsive: ['lg'],
      sorter: (a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? ''),
      render: (_, { startedAt }) => (startedAt ? minute(startedAt, i18n.language) : '–'),
    },
    {
      key: 'calls',
      title: t('plugins.column.calls'),
      align: 'right',
      responsive: ['md'],
      sorter: (a, b) => (a.calls?.ok ?? 0) - (b.calls?.ok ?? 0),
      render: (_, { calls }) => (
        <>
          {number(calls?.ok)} <span className="quiet">{t('plugins.callsOk')}</span>
          <span className={calls?.failed ? 'calls-failed' : 'quiet'}>
            {' · '}
            {number(calls?.failed)} {t('plugins.callsFailed')}
          </span>
        </>
      ),
    },
    {
      key: 'inFlight',
      title: t('plugins.column.inFlight'),
      align: 'right',
      responsive: ['md'],
      render: (_, { calls }) => number(calls?.inFlight),
    },
  ];
  if (mayManage) {
    columns.push({
      key: 'actions',
      title: <span className="visually-hidden">{t('plugins.column.actions')}</span>,
      align: 'right',
      width: 56,
      render: (_, plugin) => (
        <Button
          type="text"
          size="small"
          danger
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('plugins.unloadOf', { id: plugin.id })}
          title={t('plugins.unload')}
          onClick={() => onUnload(plugin)}
        />
      ),
    });
  }
  return columns;
}

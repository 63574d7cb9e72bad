import { CodeOutlined, UsbOutlined } from '@ant-design/icons';
import { Table, type TableColumnsType, type TableProps } from 'antd';
import type { Key, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { kindOf, type Instance } from '../../api/instance';
import { CheckTag, InstanceTag } from '../../components/Level';
import { bytes, cores, count } from '../../format/format';
import { Since } from '../../components/Since';
import { labelsOf, type Sort, type SortKey } from './select';

const PAGE_SIZE = 50;

interface Props {
  instances: Instance[];
  empty: ReactNode;
  sort: Sort;
  onSort: (sort: string) => void;
  chosen: string[];
  /** Undefined for a user who may change nothing. */
  onChoose: ((ids: string[]) => void) | undefined;
}

export const instanceLink = (id: string, tab = ''): string =>
  `/instances/${encodeURIComponent(id)}${tab ? `/${tab}` : ''}`;

export function InstanceTable({ instances, empty, sort, onSort, chosen, onChoose }: Props) {
  const navigate = useNavigate();
  const columns = useColumns(sort);
  const selection = useSelection(chosen, onChoose);
  const onChange: TableProps<Instance>['onChange'] = (_page, _filters, sorter, { action }) => {
    if (action !== 'sort' || Array.isArray(sorter)) return;
    onSort(`${sorter.order === 'descend' ? '-' : ''}${sorter.columnKey as SortKey}`);
  };
  return (
    <Table<Instance>
      className="data-table instance-table"
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={instances}
      pagination={instances.length > PAGE_SIZE ? { defaultPageSize: PAGE_SIZE } : false}
      locale={{ emptyText: empty }}
      showSorterTooltip={false}
      onChange={onChange}
      {...(onChoose ? { rowSelection: selection } : {})}
      onRow={({ id }) => ({
        onClick: (event) => {
          const inner = (event.target as Element).closest('a, button, input, label');
          if (!inner) void navigate(instanceLink(id));
        },
      })}
    />
  );
}

function useSelection(chosen: string[], onChoose: Props['onChoose']) {
  const { t } = useTranslation();
  return {
    selectedRowKeys: chosen,
    onChange: (keys: Key[]) => onChoose?.(keys.map(String)),
    getCheckboxProps: ({ id }: Instance) => ({ 'aria-label': t('instances.choose', { id }) }),
    getTitleCheckboxProps: () => ({ 'aria-label': t('instances.chooseAll') }),
  };
}

function useColumns(sort: Sort): TableColumnsType<Instance> {
  const { t, i18n } = useTranslation();
  const column = (key: SortKey) => ({
    key,
    title: t(`instances.column.${key}`),
    sorter: true,
    sortDirections: ['ascend', 'descend', 'ascend'] as ('ascend' | 'descend')[],
    sortOrder:
      sort.key === key ? (sort.descending ? ('descend' as const) : ('ascend' as const)) : null,
  });
  return [
    {
      ...column('state'),
      width: 116,
      render: (_, { state }) => <InstanceTag state={state} />,
    },
    {
      ...column('name'),
      render: (_, instance) => <Name instance={instance} />,
    },
    {
      ...column('package'),
      responsive: ['md'],
      render: (_, it) => (
        <span className="mono">
          {it.package}@{it.version}
        </span>
      ),
    },
    {
      ...column('cpu'),
      align: 'right',
      render: (_, { usage }) => (usage ? cores(usage.cpu) : '–'),
    },
    {
      ...column('memory'),
      align: 'right',
      responsive: ['sm'],
      render: (_, { usage }) => (usage ? bytes(usage.memoryBytes) : '–'),
    },
    {
      ...column('restarts'),
      align: 'right',
      responsive: ['md'],
      render: (_, { restarts }) => count(restarts, i18n.language),
    },
    {
      ...column('uptime'),
      align: 'right',
      responsive: ['sm'],
      render: (_, { state, startedAt }) =>
        state === 'running' && startedAt ? <Since at={startedAt} /> : '–',
    },
  ];
}

function Name({ instance }: { instance: Instance }) {
  const { t } = useTranslation();
  const { id, reason, state, health, update, code } = instance;
  const kind = kindOf(instance);
  const bad = health.level === 'warn' || health.level === 'failing';
  return (
    <>
      <span
        className="kind-icon"
        role="img"
        aria-label={t(`instances.kinds.${kind}`)}
        title={t(`instances.kinds.${kind}`)}
      >
        {kind === 'service' ? <CodeOutlined aria-hidden /> : <UsbOutlined aria-hidden />}
      </span>
      <Link to={instanceLink(id)} className="name">
        {id}
      </Link>
      <span className="labels">
        {labelsOf(instance).map((label) => (
          <span key={label} className="chip">
            {label}
          </span>
        ))}
        {code === 'workspace' ? (
          <span className="chip">{t('instance.codes.workspace')}</span>
        ) : null}
        {bad ? <CheckTag level={health.level} /> : null}
        {update ? (
          <span className="chip">
            {t('instances.updating', { from: update.from, to: update.to })}
          </span>
        ) : null}
      </span>
      {reason && state !== 'running' ? <span className="why">{reason}</span> : null}
    </>
  );
}

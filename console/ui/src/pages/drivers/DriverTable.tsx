import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Package } from '../../api/packages';
import { count, minute } from '../../format/format';
import { instanceLink } from '../instances/InstanceTable';
import './drivers.css';

const PAGE_SIZE = 50;
/** Instances named in a row; the others are counted. */
const NAMED = 3;

interface Props {
  packages: Package[];
  linkTo: (id: string) => string;
  empty: ReactNode;
}

export function DriverTable({ packages, linkTo, empty }: Props) {
  return (
    <Table<Package>
      className="data-table"
      rowKey="id"
      size="middle"
      columns={useColumns(linkTo)}
      dataSource={packages}
      pagination={packages.length > PAGE_SIZE ? { defaultPageSize: PAGE_SIZE } : false}
      locale={{ emptyText: empty }}
      showSorterTooltip={false}
    />
  );
}

function useColumns(linkTo: Props['linkTo']): TableColumnsType<Package> {
  const { t, i18n } = useTranslation();
  return [
    {
      key: 'id',
      title: t('drivers.column.id'),
      defaultSortOrder: 'ascend',
      sorter: (a, b) => a.id.localeCompare(b.id),
      render: (_, { id, name, description }) => (
        <>
          <Link to={linkTo(id)} className="name">
            {id}
          </Link>
          <span className="why">{[name, description].filter(Boolean).join(': ')}</span>
        </>
      ),
    },
    {
      key: 'versions',
      title: t('drivers.column.versions'),
      render: (_, { versions }) => <span className="mono">{versions.join(', ')}</span>,
    },
    {
      key: 'vendor',
      title: t('drivers.column.vendor'),
      responsive: ['lg'],
      sorter: (a, b) => a.vendor.localeCompare(b.vendor),
      render: (_, { vendor }) => vendor || '–',
    },
    {
      key: 'commands',
      title: t('drivers.column.commands'),
      align: 'right',
      responsive: ['sm'],
      render: (_, { commands }) => count(commands, i18n.language),
    },
    {
      key: 'instances',
      title: t('drivers.column.instances'),
      responsive: ['sm'],
      render: (_, { instances }) => <Users ids={instances} />,
    },
    {
      key: 'installed',
      title: t('drivers.column.installed'),
      responsive: ['lg'],
      sorter: (a, b) => a.installedAt.localeCompare(b.installedAt),
      render: (_, { installedAt }) => minute(installedAt, i18n.language),
    },
  ];
}

function Users({ ids }: { ids: string[] }) {
  const { t } = useTranslation();
  if (ids.length === 0) return '–';
  return (
    <span className="users">
      {ids.slice(0, NAMED).map((id) => (
        <Link key={id} to={instanceLink(id)}>
          {id}
        </Link>
      ))}
      {ids.length > NAMED ? t('drivers.more', { count: ids.length - NAMED }) : null}
    </span>
  );
}

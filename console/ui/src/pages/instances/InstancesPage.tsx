import { Button, Input, Select, Skeleton } from 'antd';
import { PlusOutlined, SearchOutlined, ThunderboltOutlined } from '@ant-design/icons';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { INSTANCE_STATES, kindOf, type Instance } from '../../api/instance';
import { useMayCall, useMayManage } from '../../app/session';
import { CopyButton } from '../../components/CopyButton';
import { Empty } from '../../components/Empty';
import { later } from '../../components/later';
import { usePageTitle } from '../../components/usePageTitle';
import { useQueryParam } from '../../components/useQueryParam';
import { useLive } from '../../live/store';
import { BulkBar } from './BulkBar';
import { InstanceTable } from './InstanceTable';
import { labelsOf, select, sortOf } from './select';
import '../../components/list.css';

const CreateDialog = later(() => import('./CreateDialog'));

/** How an instance comes to be without this page. */
const CREATE_LINE = 'backplane instance create sample.thermometer --start';

export default function InstancesPage() {
  const { t } = useTranslation();
  const live = useLive((state) => state.instances);
  const mayCall = useMayCall();
  const mayManage = useMayManage();
  const [search] = useQueryParam('q');
  const [state] = useQueryParam('state');
  const [kind] = useQueryParam('kind');
  const [label] = useQueryParam('label');
  const [sort, setSort] = useQueryParam('sort');
  const [create, setCreate] = useQueryParam('create');
  const [of] = useQueryParam('of');
  const [chosen, setChosen] = useState<string[]>([]);
  usePageTitle(t('instances.title'));
  const all = live ?? NONE;
  const shown = useMemo(
    () => select(all, { search, state, kind, label }, sortOf(sort)),
    [all, search, state, kind, label, sort],
  );
  const present = shown.filter(({ id }) => chosen.includes(id));
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('instances.title')}</h1>
        <p className="page-sub quiet">{t('instances.subtitle')}</p>
        {mayManage ? (
          <Button
            type="primary"
            className="page-action"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setCreate('1')}
          >
            {t('instances.create')}
          </Button>
        ) : null}
      </header>
      {live ? (
        <section className="panel">
          <Toolbar all={all} count={shown.length} />
          {present.length > 0 ? <BulkBar chosen={present} onDone={() => setChosen([])} /> : null}
          <InstanceTable
            instances={shown}
            empty={<Nothing any={all.length > 0} />}
            sort={sortOf(sort)}
            onSort={setSort}
            chosen={present.map(({ id }) => id)}
            onChoose={mayCall ? setChosen : undefined}
          />
        </section>
      ) : (
        <Skeleton active title={false} paragraph={{ rows: 6 }} />
      )}
      {create && mayManage ? (
        <CreateDialog
          chosen={create === '1' ? '' : create}
          kind={kindOf({ kind: of || kind })}
          onClose={() => setCreate('')}
        />
      ) : null}
    </div>
  );
}

const NONE: readonly Instance[] = [];

function Nothing({ any }: { any: boolean }) {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<ThunderboltOutlined />}
      title={any ? t('instances.noMatch') : t('instances.empty')}
      hint={any ? t('instances.noMatchHint') : t('instances.emptyHint')}
      action={
        any ? null : (
          <span className="path">
            <code>{CREATE_LINE}</code>
            <CopyButton text={CREATE_LINE} />
          </span>
        )
      }
    />
  );
}

function Toolbar({ all, count }: { all: readonly Instance[]; count: number }) {
  const { t } = useTranslation();
  const [search, setSearch] = useQueryParam('q');
  const [state, setState] = useQueryParam('state');
  const [kind, setKind] = useQueryParam('kind');
  const [label, setLabel] = useQueryParam('label');
  const states = INSTANCE_STATES.map((value) => ({
    value,
    label: t(`instances.state.${value}`),
  }));
  const kinds = [...new Set(all.map(kindOf))].sort().map((value) => ({
    value,
    label: t(`instances.kinds.${value}`),
  }));
  const plain = (values: string[]) =>
    [...new Set(values)].sort().map((value) => ({ value, label: value }));
  return (
    <div className="toolbar">
      <Input
        type="search"
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        value={search}
        placeholder={t('instances.search')}
        aria-label={t('instances.search')}
        onChange={(event) => setSearch(event.target.value)}
      />
      <Select
        aria-label={t('instances.stateFilter')}
        value={state}
        options={[{ value: '', label: t('instances.allStates') }, ...states]}
        onChange={setState}
      />
      <Select
        aria-label={t('instances.kindFilter')}
        value={kind}
        options={[{ value: '', label: t('instances.allKinds') }, ...kinds]}
        onChange={setKind}
      />
      <Select
        aria-label={t('instances.labelFilter')}
        value={label}
        options={[{ value: '', label: t('instances.allLabels') }, ...plain(all.flatMap(labelsOf))]}
        onChange={setLabel}
      />
      <span className="toolbar-count" role="status">
        {t('instances.shown', { count })}
      </span>
    </div>
  );
}

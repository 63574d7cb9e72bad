import { Input, Select, Skeleton } from 'antd';
import { AppstoreOutlined, SearchOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { PLUGIN_STATES, type Plugin } from '../../api/types';
import { useMayManage } from '../../app/session';
import { Empty } from '../../components/Empty';
import { later } from '../../components/later';
import { usePageTitle } from '../../components/usePageTitle';
import { useQueryParam } from '../../components/useQueryParam';
import { useLive } from '../../live/store';
import { UploadButton } from '../../uploads/UploadButton';
import { Uploads } from '../../uploads/Uploads';
import { DropZone } from '../../components/DropZone';
import { PluginTable } from './PluginTable';
import { Rejected } from './Rejected';
import { pluginUploads } from './uploads';
import './plugins.css';

const PluginDrawer = later(() => import('./PluginDrawer'));
const UnloadDialog = later(() => import('./UnloadDialog'));

const ACCEPT = '.jar,application/java-archive';

export default function PluginsPage() {
  const { t } = useTranslation();
  const live = useLive((state) => state.plugins);
  const mayManage = useMayManage();
  const [search] = useQueryParam('q');
  const [state] = useQueryParam('state');
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const { id } = useParams();
  const [unloading, setUnloading] = useState<Plugin>();
  usePageTitle(id ?? t('plugins.title'));
  useOfferedUpdate();
  const query = params.size > 0 ? `?${params}` : '';
  const all = live?.plugins ?? [];
  const shown = all.filter((it) => (!state || it.state === state) && fits(it, search));
  const empty = (
    <Empty
      icon={<AppstoreOutlined />}
      title={all.length > 0 ? t('plugins.noMatch') : t('plugins.empty')}
      hint={all.length > 0 ? t('plugins.noMatchHint') : mayManage && t('plugins.dropHint')}
    />
  );
  return (
    <DropZone disabled={!mayManage} onFiles={pluginUploads.add}>
      <div className="page">
        <header className="page-head">
          <h1>{t('plugins.title')}</h1>
          <p className="page-sub quiet">{t('plugins.subtitle')}</p>
          {mayManage ? <UploadButton accept={ACCEPT} onFiles={pluginUploads.add} /> : null}
        </header>
        {live ? <Rejected files={live.rejected} /> : null}
        <Uploads
          queue={pluginUploads}
          told={({ id, version, loaded }) =>
            t(loaded ? 'upload.kept' : 'upload.done', { id, version })
          }
        />
        {live ? (
          <section className="panel">
            <Toolbar count={shown.length} />
            <PluginTable
              plugins={shown}
              empty={empty}
              linkTo={(plugin) => `/plugins/${encodeURIComponent(plugin)}${query}`}
              onUnload={setUnloading}
            />
          </section>
        ) : (
          <Skeleton active title={false} paragraph={{ rows: 6 }} />
        )}
        {mayManage && all.length > 0 ? <p className="drop-hint">{t('plugins.dropHint')}</p> : null}
      </div>
      {id && live ? (
        <PluginDrawer
          key={id}
          id={id}
          plugin={all.find((it) => it.id === id)}
          onClose={() => void navigate(`/plugins${query}`)}
          onUnload={setUnloading}
        />
      ) : null}
      {unloading ? (
        <UnloadDialog plugin={unloading} onClose={() => setUnloading(undefined)} />
      ) : null}
    </DropZone>
  );
}

/** An upload of another version of what is loaded leads to where it can be put to use. */
function useOfferedUpdate(): void {
  const navigate = useNavigate();
  const newest = pluginUploads.use(({ list }) => list.findLast((it) => it.state === 'done'));
  const offered = useRef(newest?.key);
  useEffect(() => {
    if (!newest || newest.key === offered.current) return;
    offered.current = newest.key;
    const staged = newest.result;
    if (staged?.loaded) {
      void navigate(
        `/plugins/${encodeURIComponent(staged.id)}?to=${encodeURIComponent(staged.version)}`,
      );
    }
  }, [newest, navigate]);
}

function fits({ id, symbolicName, version }: Plugin, search: string): boolean {
  const text = `${id} ${symbolicName} ${version}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function Toolbar({ count }: { count: number }) {
  const { t } = useTranslation();
  const [search, setSearch] = useQueryParam('q');
  const [state, setState] = useQueryParam('state');
  const states = PLUGIN_STATES.map((value) => ({ value, label: t(`plugins.state.${value}`) }));
  return (
    <div className="toolbar">
      <Input
        type="search"
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        value={search}
        placeholder={t('plugins.search')}
        aria-label={t('plugins.search')}
        onChange={(event) => setSearch(event.target.value)}
      />
      <Select
        aria-label={t('plugins.stateFilter')}
        value={state}
        options={[{ value: '', label: t('plugins.allStates') }, ...states]}
        onChange={setState}
      />
      <span className="toolbar-count" role="status">
        {t('plugins.shown', { count })}
      </span>
    </div>
  );
}

import { Input, Skeleton } from 'antd';
import { SearchOutlined, UsbOutlined } from '@ant-design/icons';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { readPackages, type Package } from '../../api/packages';
import { useMayManage } from '../../app/session';
import { DropZone } from '../../components/DropZone';
import { Empty } from '../../components/Empty';
import { Failure } from '../../components/Failure';
import { useAsked } from '../../components/useAsked';
import { usePageTitle } from '../../components/usePageTitle';
import { useQueryParam } from '../../components/useQueryParam';
import { useLive } from '../../live/store';
import { UploadButton } from '../../uploads/UploadButton';
import { Uploads } from '../../uploads/Uploads';
import { DriverTable } from './DriverTable';
import { packageUploads } from './uploads';
import '../../components/list.css';

const DriverDrawer = lazy(() => import('./DriverDrawer'));

const ACCEPT = '.zip,application/zip';

export default function DriversPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [search] = useQueryParam('q');
  const mayManage = useMayManage();
  const packages = usePackages();
  usePageTitle(id ?? t('drivers.title'));
  const query = search ? `?q=${encodeURIComponent(search)}` : '';
  const all = packages.data ?? [];
  const shown = all.filter((it) => fits(it, search));
  const told = (list: Package[]) =>
    list.map((it) => t('upload.done', { id: it.id, version: it.version })).join(' ');
  return (
    <DropZone disabled={!mayManage} onFiles={packageUploads.add}>
      <div className="page">
        <header className="page-head">
          <h1>{t('drivers.title')}</h1>
          <p className="page-sub quiet">{t('drivers.subtitle')}</p>
          {mayManage ? <UploadButton accept={ACCEPT} onFiles={packageUploads.add} /> : null}
        </header>
        <Uploads queue={packageUploads} told={told} />
        {packages.error && !packages.data ? (
          <Failure title={t('drivers.failed')} error={packages.error} retry={packages.again} />
        ) : packages.data ? (
          <section className="panel">
            <Toolbar count={shown.length} />
            <DriverTable
              packages={shown}
              linkTo={(driver) => `/drivers/${encodeURIComponent(driver)}${query}`}
              empty={<Nothing any={all.length > 0} mayManage={mayManage} />}
            />
          </section>
        ) : (
          <Skeleton active title={false} paragraph={{ rows: 6 }} />
        )}
        {mayManage && all.length > 0 ? <p className="drop-hint">{t('drivers.dropHint')}</p> : null}
      </div>
      <Suspense fallback={null}>
        {id && packages.data ? (
          <DriverDrawer
            key={id}
            id={id}
            params={params}
            onChanged={packages.again}
            onClose={() => void navigate(`/drivers${query}`)}
          />
        ) : null}
      </Suspense>
    </DropZone>
  );
}

/** Asked for anew when something was installed, removed or put to use. */
function usePackages() {
  const uploaded = packageUploads.use(({ list }) => list.filter((it) => it.result).length);
  const changed = useLive(
    ({ feed }) => feed.events.findLast((it) => it.type.startsWith('package.'))?.seq,
  );
  const used = useLive(({ instances }) => instances?.length);
  return useAsked('packages', readPackages, { stamp: `${uploaded} ${changed} ${used}` });
}

const fits = ({ id, name, vendor, description }: Package, search: string): boolean => {
  const text = `${id} ${name} ${vendor} ${description}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

function Nothing({ any, mayManage }: { any: boolean; mayManage: boolean }) {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<UsbOutlined />}
      title={any ? t('drivers.noMatch') : t('drivers.empty')}
      hint={any ? t('drivers.noMatchHint') : mayManage && t('drivers.dropHint')}
    />
  );
}

function Toolbar({ count }: { count: number }) {
  const { t } = useTranslation();
  const [search, setSearch] = useQueryParam('q');
  return (
    <div className="toolbar">
      <Input
        type="search"
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        value={search}
        placeholder={t('drivers.search')}
        aria-label={t('drivers.search')}
        onChange={(event) => setSearch(event.target.value)}
      />
      <span className="toolbar-count" role="status">
        {t('drivers.shown', { count })}
      </span>
    </div>
  );
}

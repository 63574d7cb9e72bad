import { Button, Input, Skeleton } from 'antd';
import { CodeOutlined, PlusOutlined, SearchOutlined, UsbOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { withQuery } from '../../api/client';
import { kindOf, UNIT_KINDS, type UnitKind } from '../../api/instance';
import { readPackages, type Package } from '../../api/packages';
import { useMayManage } from '../../app/session';
import { DropZone } from '../../components/DropZone';
import { Empty } from '../../components/Empty';
import { Failure } from '../../components/Failure';
import { later } from '../../components/later';
import { useAsked } from '../../components/useAsked';
import { usePageTitle } from '../../components/usePageTitle';
import { useQueryParam } from '../../components/useQueryParam';
import { useLive } from '../../live/store';
import { UploadButton } from '../../uploads/UploadButton';
import { Uploads } from '../../uploads/Uploads';
import { DriverTable } from './DriverTable';
import { ACCEPT, packageUploads } from './uploads';
import { useTold } from './useTold';
import '../../components/list.css';
import '../../components/tabs.css';

const DriverDrawer = later(() => import('./DriverDrawer'));
const NewServiceDialog = later(() => import('./NewServiceDialog'));

export default function DriversPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [search] = useQueryParam('q');
  const [asked, setAsked] = useQueryParam('new');
  const kind = kindOf({ kind: params.get('kind') ?? '' });
  const mayManage = useMayManage();
  const uploads = packageUploads[kind];
  const packages = usePackages(kind);
  usePageTitle(id ?? t('drivers.title'));
  const query = queryOf({ kind, q: search });
  const all = packages.data ?? [];
  const shown = all.filter((it) => fits(it, search));
  const told = useTold();
  return (
    <DropZone disabled={!mayManage} onFiles={uploads.add}>
      <div className="page">
        <header className="page-head">
          <h1>{t('drivers.title')}</h1>
          <p className="page-sub quiet">{t('drivers.subtitle')}</p>
          {mayManage ? (
            <span className="page-action page-actions">
              {kind === 'service' ? (
                <Button icon={<PlusOutlined aria-hidden />} onClick={() => setAsked('1')}>
                  {t('services.new')}
                </Button>
              ) : null}
              <UploadButton key={kind} accept={ACCEPT} onFiles={uploads.add} />
            </span>
          ) : null}
        </header>
        <Kinds kind={kind} search={search} />
        <Uploads queue={uploads} told={told} />
        {packages.error && !packages.data ? (
          <Failure title={t('drivers.failed')} error={packages.error} retry={packages.again} />
        ) : packages.data ? (
          <section className="panel">
            <Toolbar count={shown.length} />
            <DriverTable
              packages={shown}
              linkTo={(driver) => `/drivers/${encodeURIComponent(driver)}${query}`}
              empty={<Nothing kind={kind} any={all.length > 0} mayManage={mayManage} />}
            />
          </section>
        ) : (
          <Skeleton active title={false} paragraph={{ rows: 6 }} />
        )}
        {mayManage && all.length > 0 ? (
          <p className="drop-hint">{t(`drivers.dropHints.${kind}`)}</p>
        ) : null}
      </div>
      {id && packages.data ? (
        <DriverDrawer
          key={id}
          id={id}
          kind={kind}
          params={params}
          onChanged={packages.again}
          onClose={() => void navigate(`/drivers${query}`)}
        />
      ) : null}
      {asked && mayManage ? <NewServiceDialog onClose={() => setAsked('')} /> : null}
    </DropZone>
  );
}

/** Drivers are what is shown where nothing is said. */
const queryOf = ({ kind, q }: { kind: UnitKind; q: string }): string =>
  withQuery('', { kind: kind === 'driver' ? undefined : kind, q });

function Kinds({ kind, search }: { kind: UnitKind; search: string }) {
  const { t } = useTranslation();
  return (
    <nav className="tabs" aria-label={t('create.kind')}>
      {UNIT_KINDS.map((it) => (
        <Link
          key={it}
          to={`/drivers${queryOf({ kind: it, q: search })}`}
          className={it === kind ? 'active' : ''}
          aria-current={it === kind ? 'page' : undefined}
        >
          {t(`drivers.kinds.${it}`)}
        </Link>
      ))}
    </nav>
  );
}

/** Asked for anew when something was installed, removed or put to use. */
function usePackages(kind: UnitKind) {
  const uploaded = packageUploads[kind].use(({ list }) => list.filter((it) => it.result).length);
  const changed = useLive(
    ({ feed }) => feed.events.findLast((it) => it.type.startsWith('package.'))?.seq,
  );
  const used = useLive(({ instances }) => instances?.length);
  return useAsked(kind, (signal) => readPackages(kind, signal), {
    stamp: `${uploaded} ${changed} ${used}`,
  });
}

const fits = ({ id, name, vendor, description }: Package, search: string): boolean => {
  const text = `${id} ${name} ${vendor} ${description}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

interface NothingProps {
  kind: UnitKind;
  any: boolean;
  mayManage: boolean;
}

function Nothing({ kind, any, mayManage }: NothingProps) {
  const { t } = useTranslation();
  return (
    <Empty
      icon={kind === 'service' ? <CodeOutlined /> : <UsbOutlined />}
      title={any ? t('drivers.noMatch') : t(`drivers.empties.${kind}`)}
      hint={any ? t('drivers.noMatchHint') : mayManage && t(`drivers.dropHints.${kind}`)}
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

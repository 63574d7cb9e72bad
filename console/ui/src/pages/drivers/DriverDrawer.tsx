import { Button, Drawer, Segmented, Select, Skeleton } from 'antd';
import { DeleteOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { UnitKind } from '../../api/instance';
import { readPackage, removePackage, type PackageDetails } from '../../api/packages';
import { useMayCall, useMayManage } from '../../app/session';
import { Failure } from '../../components/Failure';
import { later } from '../../components/later';
import { useAsked } from '../../components/useAsked';
import { useFocusBack } from '../../components/useFocusBack';
import { useQueryParam } from '../../components/useQueryParam';
import { DefaultsView } from './DefaultsView';
import { DocsView } from './DocsView';
import { FactsView } from './FactsView';
import { MetaView } from './MetaView';
import '../../forms/forms.css';
import './drivers.css';

const ConfirmName = later(() => import('../../components/ConfirmName'));

const VIEWS = { about: FactsView, docs: DocsView, meta: MetaView, defaults: DefaultsView };
type View = keyof typeof VIEWS;

interface Props {
  id: string;
  kind: UnitKind;
  params: URLSearchParams;
  onChanged: () => void;
  onClose: () => void;
}

/** All about one driver package, version by version. */
export default function DriverDrawer({ id, kind, params, onChanged, onClose }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  const version = params.get('version') ?? '';
  const asked = useAsked(`${id}@${version}`, (signal) =>
    readPackage(kind, id, version || undefined, signal),
  );
  const driver = asked.data;
  const shown = version || driver?.version;
  return (
    <Drawer
      open
      title={
        <span className="drawer-title">
          {id} <span className="mono quiet">{shown}</span>
        </span>
      }
      extra={driver ? <Actions driver={driver} version={shown ?? ''} /> : null}
      onClose={onClose}
      size="min(820px, 100vw)"
    >
      {asked.error && !driver ? (
        <Failure title={t('drivers.failedOne', { id })} error={asked.error} retry={asked.again} />
      ) : driver ? (
        <Content
          driver={driver}
          version={shown ?? ''}
          onChanged={asked.again}
          onRemoved={() => {
            onChanged();
            onClose();
          }}
        />
      ) : (
        <Skeleton active />
      )}
    </Drawer>
  );
}

function Actions({ driver, version }: { driver: PackageDetails; version: string }) {
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const mayManage = useMayManage();
  const ref = encodeURIComponent(`${driver.id}@${version}`);
  return (
    <span className="drawer-links">
      {mayCall && driver.kind !== 'service' ? (
        <Link to={`/lab/${encodeURIComponent(driver.id)}?version=${encodeURIComponent(version)}`}>
          {t('drivers.openLab')}
        </Link>
      ) : null}
      {mayManage ? (
        <Link to={`/instances?create=${ref}&of=${driver.kind}`}>{t('drivers.newInstance')}</Link>
      ) : null}
    </span>
  );
}

interface ContentProps {
  driver: PackageDetails;
  version: string;
  onChanged: () => void;
  onRemoved: () => void;
}

function Content({ driver, version, onChanged, onRemoved }: ContentProps) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const [text, setText] = useQueryParam('view');
  const [, setVersion] = useQueryParam('version');
  const [removing, setRemoving] = useState(false);
  const view: View = text in VIEWS ? (text as View) : 'about';
  const Shown = VIEWS[view];
  return (
    <>
      <div className="drawer-bar">
        <Segmented<View>
          aria-label={t('drivers.view')}
          value={view}
          options={(Object.keys(VIEWS) as View[]).map((value) => ({
            value,
            label: t(`drivers.views.${value}`),
          }))}
          onChange={(value) => setText(value === 'about' ? '' : value)}
        />
        <Select
          aria-label={t('create.version')}
          value={version}
          options={driver.versions.map((value) => ({ value, label: value }))}
          onChange={setVersion}
        />
        {mayManage ? (
          <Button danger icon={<DeleteOutlined aria-hidden />} onClick={() => setRemoving(true)}>
            {t('drivers.remove')}
          </Button>
        ) : null}
      </div>
      <Shown key={version} driver={driver} version={version} onChanged={onChanged} />
      {removing ? (
        <ConfirmName
          name={driver.id}
          title={t('drivers.removeTitle', { id: driver.id, version })}
          text={t('drivers.removeText')}
          action={t('drivers.remove')}
          act={async () => {
            await removePackage(driver, version);
            onRemoved();
          }}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </>
  );
}

import { App, Button } from 'antd';
import { UploadOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PackageDetails } from '../../api/packages';
import { setUpDependencies, type Dependency } from '../../api/references';
import { useMayManage } from '../../app/session';
import { Failure } from '../../components/Failure';
import { useAct } from '../../components/useAct';
import { lacking, namesOf, unmade } from '../../references/needs';
import { useDependencies } from '../../references/useDependencies';
import { Uploads } from '../../uploads/Uploads';
import { useFiles } from '../../uploads/useFiles';
import { NeedRow } from './NeedRow';
import { ACCEPT, packageUploads } from './uploads';
import { useTold } from './useTold';

interface Props {
  service: PackageDetails;
  version: string;
}

/** What a service needs, how far that is there, and the next step to it. */
export function NeedsPart({ service, version }: Props) {
  const { t } = useTranslation();
  const asked = useDependencies(service.id, version);
  const [refused, setRefused] = useState<readonly Dependency[]>([]);
  if (asked.error && !asked.data) {
    return <Failure title={t('needs.failed')} error={asked.error} retry={asked.again} />;
  }
  const all = asked.data ?? [];
  if (all.length === 0) return null;
  const told = all.map(
    (it) => refused.find(({ alias }) => alias === it.alias && it.refersTo === null) ?? it,
  );
  return (
    <section className="drawer-part" aria-label={t('needs.title')}>
      <h2>
        {t('needs.title')} <span className="count-badge">{all.length}</span>
      </h2>
      <ul className="needs">
        {told.map((it) => (
          <NeedRow key={it.alias} need={it} />
        ))}
      </ul>
      <NextStep
        service={service}
        version={version}
        all={all}
        onSetUp={(answers) => {
          setRefused(answers.filter((it) => it.installed !== null && it.problem !== ''));
          asked.again();
        }}
      />
    </section>
  );
}

interface StepProps extends Props {
  all: readonly Dependency[];
  onSetUp: (answers: Dependency[]) => void;
}

/** Drivers are installed first, then set up; then the service's own instance is made. */
function NextStep({ service, version, all, onSetUp }: StepProps) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const [newest = version] = service.versions;
  const missing = lacking(all);
  if (missing.length > 0) {
    return (
      <div className="needs-step">
        <p>
          <strong>{t('needs.install', { names: namesOf(missing) })}</strong>
        </p>
        <p>{mayManage ? t('needs.installHint') : t('needs.installAsk')}</p>
        {mayManage ? <DriverUpload /> : null}
      </div>
    );
  }
  if (unmade(all).length === 0) {
    const ref = encodeURIComponent(`${service.id}@${version}`);
    return (
      <div className="needs-step">
        <p role="status">{t('needs.ready')}</p>
        {mayManage ? (
          <Link to={`/instances?create=${ref}&of=service`}>{t('drivers.newInstance')}</Link>
        ) : null}
      </div>
    );
  }
  if (version !== newest) {
    return <p className="quiet">{t('needs.newest', { version: newest })}</p>;
  }
  return mayManage ? (
    <SetUp service={service} onSetUp={onSetUp} />
  ) : (
    <p className="quiet">{t('needs.setUpAsk')}</p>
  );
}

function DriverUpload() {
  const { t } = useTranslation();
  const told = useTold();
  const uploads = packageUploads.driver;
  const { field, choose } = useFiles(ACCEPT, uploads.add);
  return (
    <>
      {field}
      <Button type="primary" icon={<UploadOutlined aria-hidden />} onClick={choose}>
        {t('needs.upload')}
      </Button>
      <Uploads queue={uploads} told={told} />
    </>
  );
}

function SetUp({ service, onSetUp }: Pick<StepProps, 'onSetUp'> & { service: PackageDetails }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { busy, run } = useAct();
  const setUp = async () => {
    const answers = await setUpDependencies(service.id);
    if (answers.every((it) => it.problem === '')) {
      void message.success(t('needs.setUpDone', { id: service.id }));
    }
    onSetUp(answers);
  };
  return (
    <div className="needs-step">
      <p>{t('needs.setUpHint')}</p>
      <Button type="primary" loading={busy} onClick={() => void run(setUp)}>
        {t('needs.setUp')}
      </Button>
    </div>
  );
}

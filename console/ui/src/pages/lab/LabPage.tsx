import { ExperimentOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { readPackages } from '../../api/packages';
import { Empty } from '../../components/Empty';
import { Failure } from '../../components/Failure';
import { Panel } from '../../components/Panel';
import { useAsked } from '../../components/useAsked';
import { usePageTitle } from '../../components/usePageTitle';
import { LabCommands } from './LabCommands';
import { LabSetup } from './LabSetup';
import { LabStream } from './LabStream';
import { RUN_MODES } from './session';
import { Stderr } from './Stderr';
import { useLab } from './useLab';
import '../../components/list.css';
import '../../forms/forms.css';
import './lab.css';

/** Talks to a driver that is started for this page alone. */
export default function LabPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const packages = useAsked('packages', (signal) => readPackages('driver', signal));
  const session = useLab();
  usePageTitle(t('lab.title'));
  const { lab } = session;
  const order = {
    driver: id,
    version: params.get('version') ?? '',
    runMode: RUN_MODES.find((it) => it === params.get('mode')) ?? 'keepalive',
    args: params.get('args') ?? '',
  };
  const chosen = packages.data?.find((it) => it.id === id);
  const program = chosen?.program ?? id;
  const choose = (next: typeof order) => {
    if (next.driver !== id) session.reset();
    const query = new URLSearchParams({
      ...(next.version ? { version: next.version } : {}),
      ...(next.runMode === 'keepalive' ? {} : { mode: next.runMode }),
      ...(next.args ? { args: next.args } : {}),
    });
    const path = next.driver ? `/lab/${encodeURIComponent(next.driver)}` : '/lab';
    void navigate(`${path}${query.size > 0 ? `?${query}` : ''}`, { replace: true });
  };
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('lab.title')}</h1>
        <p className="page-sub quiet">{t('lab.subtitle')}</p>
      </header>
      {packages.error && !packages.data ? (
        <Failure title={t('drivers.failed')} error={packages.error} retry={packages.again} />
      ) : (
        <LabSetup
          packages={packages.data ?? []}
          order={order}
          lab={lab}
          onChange={choose}
          onStart={() => session.start(order)}
        />
      )}
      {lab.phase === 'idle' ? (
        <Panel title={t('lab.commands')}>
          <Empty icon={<ExperimentOutlined />} title={t('lab.idle')} hint={t('lab.idleHint')} />
        </Panel>
      ) : (
        <div className="lab-board">
          <Panel title={t('lab.commands')}>
            <LabCommands
              lab={lab}
              program={program}
              onExec={session.exec}
              onCancel={session.cancel}
            />
          </Panel>
          <div className="stack">
            <LabStream entries={lab.entries} name={id} onClear={session.clear} />
            <Stderr lines={lab.stderr} />
          </div>
        </div>
      )}
    </div>
  );
}

import { Button, Popconfirm, Skeleton } from 'antd';
import { ApartmentOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { killProcess, readProcesses } from '../../api/observed';
import { useMayCall } from '../../app/session';
import { Empty } from '../../components/Empty';
import { Failure } from '../../components/Failure';
import { Panel } from '../../components/Panel';
import { useAct } from '../../components/useAct';
import { useAsked } from '../../components/useAsked';
import { bytes, clock, cores, count } from '../../format/format';
import { rowsOf, type ProcessRow } from './processRows';
import type { TabProps } from './tabs';

const PERIOD_MS = 2000;

/** The processes of an instance, each below its parent. */
export default function ProcessesTab({ instance }: TabProps) {
  const { t, i18n } = useTranslation();
  const { id, pid } = instance;
  const asked = useAsked(id, (signal) => readProcesses(id, signal), {
    periodMs: PERIOD_MS,
    stamp: pid,
  });
  if (asked.error && !asked.data) {
    return <Failure title={t('processes.failed')} error={asked.error} retry={asked.again} />;
  }
  if (!asked.data) return <Skeleton active />;
  const rows = rowsOf(asked.data.processes);
  const at = (
    <span className="quiet">
      {t('processes.at', { time: clock(asked.data.at, i18n.language) })}
    </span>
  );
  return (
    <Panel title={t('processes.title')} extra={at}>
      {rows.length === 0 ? (
        <Empty
          icon={<ApartmentOutlined />}
          title={t('processes.empty')}
          hint={t('processes.emptyHint')}
        />
      ) : (
        <div className="table-frame">
          <table className="plain-table processes">
            <Head />
            <tbody>
              {rows.map((row) => (
                <Row key={row.process.pid} id={id} row={row} onKilled={asked.again} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Head() {
  const { t } = useTranslation();
  const numbers = ['cpu', 'memory', 'threads', 'handles'] as const;
  return (
    <thead>
      <tr>
        <th scope="col">{t('processes.command')}</th>
        <th scope="col">PID</th>
        <th scope="col">{t('processes.state')}</th>
        {numbers.map((key) => (
          <th key={key} scope="col" className="number">
            {t(`processes.${key}`)}
          </th>
        ))}
        <th scope="col">{t('processes.started')}</th>
        <td />
      </tr>
    </thead>
  );
}

function Row({ id, row, onKilled }: { id: string; row: ProcessRow; onKilled: () => void }) {
  const { t, i18n } = useTranslation();
  const mayCall = useMayCall();
  const { busy, run } = useAct();
  const { process, level } = row;
  const { pid } = process;
  const kill = () => run(() => killProcess(id, pid), t('processes.killed', { pid }));
  return (
    <tr>
      <th scope="row" style={{ paddingLeft: level * 20 }}>
        {level > 0 ? (
          <span className="visually-hidden">{t('processes.level', { level: level + 1 })}</span>
        ) : null}
        <code>{process.command}</code>
      </th>
      <td className="mono">{pid}</td>
      <td>{process.state}</td>
      <td className="number">{cores(process.cpu)}</td>
      <td className="number">{bytes(process.memoryBytes)}</td>
      <td className="number">{count(process.threads, i18n.language)}</td>
      <td className="number">{count(process.handles, i18n.language)}</td>
      <td>{process.startedAt ? clock(process.startedAt, i18n.language) : '–'}</td>
      <td className="number">
        {mayCall ? (
          <Popconfirm
            title={t('processes.killTitle', { pid })}
            description={t('processes.killText')}
            okText={t('processes.kill')}
            cancelText={t('app.cancel')}
            okButtonProps={{ danger: true }}
            onConfirm={() => void kill().then(onKilled)}
          >
            <Button size="small" danger loading={busy} aria-label={t('processes.killOf', { pid })}>
              {t('processes.kill')}
            </Button>
          </Popconfirm>
        ) : null}
      </td>
    </tr>
  );
}

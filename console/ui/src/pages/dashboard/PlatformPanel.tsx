import { useTranslation } from 'react-i18next';
import type { Platform } from '../../api/types';
import { CopyButton } from '../../components/CopyButton';
import { Facts, type Fact } from '../../components/Facts';
import { Panel } from '../../components/Panel';
import { bytes, dateTime } from '../../format/format';
import { useLive } from '../../live/store';
import { Uptime } from './Uptime';

/** Where and on what the kernel runs. */
export function PlatformPanel({ platform }: { platform: Platform }) {
  const { t, i18n } = useTranslation();
  const sample = useLive((live) => live.samples.at(-1));
  const { os, cpu, memory, disk, jvm, framework } = platform;
  const freeOf = (free: number, total: number) =>
    t('facts.freeOf', { free: bytes(free), total: bytes(total) });
  const facts: Fact[] = [
    { label: t('facts.version'), value: platform.version },
    { label: t('facts.address'), value: <a href={platform.url}>{platform.url}</a> },
    { label: t('facts.node'), value: platform.node },
    {
      label: t('facts.uptime'),
      value: <Uptime bare />,
      note: dateTime(platform.startedAt, i18n.language),
    },
    { label: t('facts.host'), value: `${os.name} ${os.arch}`, note: os.version },
    { label: t('facts.cpu'), value: t('facts.cores', { count: cpu.count }), note: cpu.model },
    {
      label: t('facts.memory'),
      value: freeOf(sample?.memoryAvailableBytes ?? memory.availableBytes, memory.totalBytes),
    },
    { label: t('facts.disk'), value: freeOf(disk.freeBytes, disk.totalBytes) },
    {
      label: t('facts.jvm'),
      value: `${jvm.name} ${jvm.version}`,
      note: t('facts.pid', { pid: jvm.pid, threads: jvm.threads }),
    },
    {
      label: t('facts.framework'),
      value: `${framework.name} ${framework.version}`,
      note: t('facts.bundles', { count: framework.bundles }),
    },
    {
      label: t('facts.data'),
      value: (
        <span className="path">
          <code>{platform.dataDirectory}</code>
          <CopyButton text={platform.dataDirectory} />
        </span>
      ),
    },
  ];
  return (
    <Panel title={t('dashboard.platform')}>
      <Facts facts={facts} />
    </Panel>
  );
}

import { useTranslation } from 'react-i18next';
import type { Platform, Sample } from '../../api/types';
import { Panel } from '../../components/Panel';
import { Sparkline } from '../../components/Sparkline';
import { bytes, percent } from '../../format/format';
import { useLive } from '../../live/store';

interface Gauge {
  name: string;
  of: (sample: Sample) => number;
  show: (value: number) => string;
  /** The fixed top of the chart; without one the highest value seen. */
  top?: number;
  note?: string;
}

/** A busy kernel makes about this many; below it the chart keeps still. */
const CALLS_TOP_MIN = 10;
/** Samples that fill a chart's width at first; more are drawn closer. */
const SLOTS_MIN = 30;

export function LoadPanel({ platform }: { platform: Platform }) {
  const { t } = useTranslation();
  const samples = useLive((live) => live.samples);
  const heapMax = platform.jvm.heapMaxBytes;
  const perSecond = (value: number) =>
    t('load.perSecond', { value: value < 10 ? Math.round(value * 10) / 10 : Math.round(value) });
  const gauges: Gauge[] = [
    { name: t('load.hostCpu'), of: (it) => it.cpuLoad, show: percent, top: 1 },
    { name: t('load.processCpu'), of: (it) => it.processCpuLoad, show: percent, top: 1 },
    {
      name: t('load.heap'),
      of: (it) => it.heapUsedBytes,
      show: bytes,
      top: heapMax,
      note: t('load.of', { total: bytes(heapMax) }),
    },
    { name: t('load.calls'), of: (it) => it.callsPerSecond, show: perSecond },
  ];
  return (
    <Panel title={t('dashboard.load')} className="load">
      <ul className="gauges">
        {gauges.map((gauge) => (
          <GaugeTile key={gauge.name} gauge={gauge} samples={samples} />
        ))}
      </ul>
    </Panel>
  );
}

function GaugeTile({ gauge, samples }: { gauge: Gauge; samples: readonly Sample[] }) {
  const { t } = useTranslation();
  const { name, show, top, note } = gauge;
  const values = samples.map(gauge.of);
  const now = values.at(-1);
  const max = Math.max(0, ...values);
  const label =
    now === undefined
      ? t('load.waiting')
      : t('load.chart', { name, now: show(now), max: show(max) });
  return (
    <li>
      <span className="gauge-name">{name}</span>
      <span className="gauge-value">
        {now === undefined ? '–' : show(now)}
        {note ? <small>{note}</small> : null}
      </span>
      <Sparkline
        values={values}
        max={top ?? Math.max(CALLS_TOP_MIN, max)}
        slots={Math.max(SLOTS_MIN, values.length)}
        label={label}
      />
    </li>
  );
}

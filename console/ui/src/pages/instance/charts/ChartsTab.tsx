import { Segmented, Skeleton } from 'antd';
import { LineChartOutlined } from '@ant-design/icons';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figures } from '../../../api/observed';
import { Empty } from '../../../components/Empty';
import { Failure } from '../../../components/Failure';
import { Panel } from '../../../components/Panel';
import { useQueryParam } from '../../../components/useQueryParam';
import { bytes, cores } from '../../../format/format';
import type { TabProps } from '../tabs';
import Chart, { type ChartLine } from '../../../components/chart/Chart';
import { columns } from '../../../components/chart/columns';
import { useFigures } from './useFigures';

const MINUTE_MS = 60_000;
const RANGES = { '5m': 5, '15m': 15, '1h': 60, '6h': 360, '24h': 1440 } as const;
type Range = keyof typeof RANGES;

type Line = ChartLine & { of: (it: Figures) => number };

/** What the instance used over time. */
export default function ChartsTab({ instance: { id } }: TabProps) {
  const { t } = useTranslation();
  const [text, setText] = useQueryParam('range');
  const range: Range = text in RANGES ? (text as Range) : '15m';
  const { samples, error, again } = useFigures(id, RANGES[range] * MINUTE_MS);
  const perSecond = (value: number) => `${bytes(value)}/s`;
  const whole = (value: number) => String(Math.round(value));
  const line = (label: string, colour: Line['colour'], of: Line['of']): Line => ({
    label,
    colour,
    of,
  });
  const charts: { title: string; show: (value: number) => string; lines: Line[] }[] = [
    { title: t('charts.cpu'), show: cores, lines: [line('CPU', 'accent', (it) => it.cpu)] },
    {
      title: t('charts.memory'),
      show: bytes,
      lines: [line(t('charts.memory'), 'info', (it) => it.memoryBytes)],
    },
    {
      title: t('charts.counts'),
      show: whole,
      lines: [
        line(t('charts.threads'), 'accent', (it) => it.threads),
        line(t('charts.handles'), 'warn', (it) => it.handles),
      ],
    },
    {
      title: t('charts.io'),
      show: perSecond,
      lines: [
        line(t('charts.read'), 'ok', (it) => it.readBytesPerSecond),
        line(t('charts.write'), 'error', (it) => it.writeBytesPerSecond),
      ],
    },
  ];
  if (error && !samples) {
    return <Failure title={t('charts.failed')} error={error} retry={again} />;
  }
  return (
    <>
      <div className="charts-head">
        <Segmented
          aria-label={t('charts.range')}
          value={range}
          options={Object.keys(RANGES)}
          onChange={(value) => setText(String(value))}
        />
        <span className="quiet">{t('charts.zoomHint')}</span>
      </div>
      {samples === undefined ? <Skeleton active /> : null}
      {samples?.length === 0 ? (
        <Empty
          icon={<LineChartOutlined />}
          title={t('charts.empty')}
          hint={t('charts.emptyHint')}
        />
      ) : null}
      {samples && samples.length > 0 ? (
        <div className="charts">
          {charts.map((chart) => (
            <ChartPanel key={chart.title} {...chart} samples={samples} />
          ))}
        </div>
      ) : null}
    </>
  );
}

interface PanelProps {
  title: string;
  show: (value: number) => string;
  lines: Line[];
  samples: readonly Figures[];
}

function ChartPanel({ title, show, lines, samples }: PanelProps) {
  const { t } = useTranslation();
  // the lines are made anew with each rendering but always read the same members
  const data = useMemo(
    () =>
      columns(
        samples,
        lines.map((it) => it.of),
      ),
    [samples],
  );
  const told = lines.map(({ label, of }) => {
    const values = samples.map(of);
    const now = show(values.at(-1) ?? 0);
    return t('load.chart', { name: label, now, max: show(Math.max(0, ...values)) });
  });
  return (
    <Panel title={title}>
      <Chart label={told.join('; ')} lines={lines} data={data} show={show} />
    </Panel>
  );
}

import { Skeleton } from 'antd';
import { LineChartOutlined } from '@ant-design/icons';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { readHistory, type MetricPoint } from '../../../api/metrics';
import Chart from '../../../components/chart/Chart';
import { columns } from '../../../components/chart/columns';
import { Empty } from '../../../components/Empty';
import { Failure } from '../../../components/Failure';
import { Panel } from '../../../components/Panel';
import { useAsked } from '../../../components/useAsked';
import { clock, minute } from '../../../format/format';
import type { ChartOf } from './charts';
import { joined, rates, type Row } from './series';

const POINTS = 360;
/** Every ten seconds a point comes; over long times nobody sees each of them. */
const SHORT_MS = 10_000;
const LONG_MS = 60_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

interface Props {
  chart: ChartOf;
  rangeMs: number;
}

/** What was recorded of one or more metrics over the last `rangeMs`. */
export function HistoryChart({ chart: { title, show, lines }, rangeMs }: Props) {
  const { t } = useTranslation();
  const names = lines.map(({ metric }) => metric);
  const asked = useAsked(
    `${names.join()} ${rangeMs}`,
    (signal) => {
      const since = new Date(Date.now() - rangeMs).toISOString();
      return Promise.all(names.map((name) => readHistory(name, since, POINTS, signal)));
    },
    { periodMs: rangeMs > HOUR_MS ? LONG_MS : SHORT_MS },
  );
  const rows = useMemo(() => asked.data && rowsOf(lines, asked.data), [asked.data]);
  return (
    <Panel title={t(`metrics.chart.${title}`)}>
      {asked.error && !rows ? (
        <Failure title={t('metrics.historyFailed')} error={asked.error} retry={asked.again} />
      ) : null}
      {!rows && !asked.error ? <Skeleton active title={false} paragraph={{ rows: 4 }} /> : null}
      {rows?.length === 0 ? (
        <Empty icon={<LineChartOutlined />} title={t('metrics.noHistory')} />
      ) : null}
      {rows && rows.length > 0 ? (
        <Drawn lines={lines} rows={rows} show={show} long={rangeMs >= DAY_MS} />
      ) : null}
    </Panel>
  );
}

function rowsOf(lines: ChartOf['lines'], found: readonly MetricPoint[][]): Row[] {
  return joined(
    found.map((points, index) => ({
      points,
      values: lines[index]?.rate ? rates(points) : points.map(({ mean }) => mean),
    })),
  );
}

interface DrawnProps extends Pick<ChartOf, 'lines' | 'show'> {
  rows: readonly Row[];
  long: boolean;
}

function Drawn({ lines, rows, show, long }: DrawnProps) {
  const { t } = useTranslation();
  const data = useMemo(
    () =>
      columns(
        rows,
        lines.map((_, index) => (row: Row) => row.values[index] ?? null),
      ),
    [rows, lines.length],
  );
  const named = lines.map(({ label, colour }) => ({ label: t(`metrics.line.${label}`), colour }));
  const told = named.map(({ label: name }, index) => {
    const values = rows.map((row) => row.values[index] ?? 0);
    const now = show(values.at(-1) ?? 0);
    return t('load.chart', { name, now, max: show(Math.max(0, ...values)) });
  });
  return (
    <Chart
      label={told.join('; ')}
      lines={named}
      data={data}
      show={show}
      when={long ? minute : clock}
    />
  );
}

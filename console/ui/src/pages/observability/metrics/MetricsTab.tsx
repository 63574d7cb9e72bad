import { Segmented, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { readMetrics } from '../../../api/metrics';
import { Failure } from '../../../components/Failure';
import { useAsked } from '../../../components/useAsked';
import { useQueryParam } from '../../../components/useQueryParam';
import { CHARTS } from './charts';
import { HistoryChart } from './HistoryChart';
import { MetricTable } from './MetricTable';
import '../../../components/chart/chart.css';

const MINUTE_MS = 60_000;
const RANGES = { '15m': 15, '1h': 60, '24h': 1440, '30d': 43_200 } as const;
type Range = keyof typeof RANGES;

const NOW_MS = 10_000;

/** What is counted and measured, now and before. */
export default function MetricsTab() {
  const { t } = useTranslation();
  const [text, setText] = useQueryParam('range');
  const range: Range = text in RANGES ? (text as Range) : '15m';
  const asked = useAsked('metrics', readMetrics, { periodMs: NOW_MS });
  if (asked.error && !asked.data) {
    return <Failure title={t('metrics.failed')} error={asked.error} retry={asked.again} />;
  }
  if (!asked.data) return <Skeleton active title={false} paragraph={{ rows: 8 }} />;
  const { metrics, recorded } = asked.data;
  const charts = CHARTS.map((chart) => ({
    ...chart,
    lines: chart.lines.filter(({ metric }) => recorded.includes(metric)),
  })).filter(({ lines }) => lines.length > 0);
  return (
    <div className="stack">
      <div>
        <div className="charts-head">
          <Segmented
            aria-label={t('charts.range')}
            value={range}
            options={Object.keys(RANGES).map((value) => ({
              value,
              label: t(`metrics.range.${value as Range}`),
            }))}
            onChange={(value) => setText(value === '15m' ? '' : value)}
          />
          <span className="quiet">{t('charts.zoomHint')}</span>
        </div>
        <div className="charts">
          {charts.map((chart) => (
            <HistoryChart key={chart.title} chart={chart} rangeMs={RANGES[range] * MINUTE_MS} />
          ))}
        </div>
      </div>
      <MetricTable metrics={metrics} />
    </div>
  );
}

import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import './chart.css';
import { PALETTES, type Palette } from '../../app/palette';
import { usePreferences } from '../../app/preferences';
import { clock } from '../../format/format';
import type { Columns } from './columns';

export interface ChartLine {
  label: string;
  colour: keyof Palette;
}

interface Props {
  label: string;
  lines: readonly ChartLine[];
  data: Columns;
  show: (value: number) => string;
  /** How a time is told; the time of day, where nothing else is said. */
  when?: (iso: string, language: string) => string;
}

const HEIGHT = 190;
/** Charts of one page zoom and point together. */
const SYNC = 'page';

/** Lines over time. Dragging zooms in, a double click shows all again. */
export default function Chart({ label, lines, data, show, when = clock }: Props) {
  const { t, i18n } = useTranslation();
  const scheme = usePreferences((state) => state.scheme);
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const zoomed = useRef(false);
  const latest = useRef(data);
  latest.current = data;
  const names = lines.map((it) => it.label).join();
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const options = optionsFor({
      lines,
      show,
      scheme,
      width: element.clientWidth,
      time: { name: t('charts.time'), show: (it) => when(it, i18n.language) },
    });
    const drawn = new uPlot(options, latest.current, element);
    chart.current = drawn;
    zoomed.current = false;
    drawn.over.addEventListener('dblclick', () => {
      zoomed.current = false;
    });
    drawn.over.addEventListener('mouseup', () => {
      zoomed.current ||= drawn.select.width > 0;
    });
    const watch = new ResizeObserver(() =>
      drawn.setSize({ width: element.clientWidth, height: HEIGHT }),
    );
    watch.observe(element);
    return () => {
      watch.disconnect();
      drawn.destroy();
      chart.current = undefined;
    };
    // the lines are the same as long as their names are
  }, [scheme, names, i18n.language, when]);
  useEffect(() => {
    chart.current?.setData(data, !zoomed.current);
    if (zoomed.current) chart.current?.redraw();
  }, [data]);
  return <div ref={frame} className="chart" role="img" aria-label={label} />;
}

interface Look {
  lines: readonly ChartLine[];
  show: (value: number) => string;
  scheme: 'light' | 'dark';
  width: number;
  time: { name: string; show: (iso: string) => string };
}

function optionsFor({ lines, show, scheme, width, time }: Look): uPlot.Options {
  const colours = PALETTES[scheme];
  const told = (seconds: number) => time.show(new Date(seconds * 1000).toISOString());
  const axis = {
    stroke: colours['text-3'],
    grid: { stroke: colours.line, width: 1 },
    ticks: { stroke: colours.line, width: 1 },
    font: '11px sans-serif',
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: lines.length > 1 },
    cursor: { sync: { key: SYNC }, drag: { x: true, y: false }, y: false },
    scales: { y: { range: (_, _min, max) => [0, max > 0 ? max * 1.1 : 1] } },
    axes: [
      { ...axis, values: (_, ticks) => ticks.map(told) },
      { ...axis, size: 72, values: (_, ticks) => ticks.map(show) },
    ],
    series: [
      { label: time.name, value: (_: uPlot, it: number | null) => (it === null ? '–' : told(it)) },
      ...lines.map(({ label, colour }) => ({
        label,
        stroke: colours[colour],
        width: 1.5,
        points: { show: false },
        value: (_: uPlot, value: number | null) => (value === null ? '–' : show(value)),
      })),
    ],
  };
}

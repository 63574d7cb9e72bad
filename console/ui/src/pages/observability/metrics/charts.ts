import type { Palette } from '../../../app/palette';
import { bytes } from '../../../format/format';
import { ratio, seconds } from './units';

export interface LineOf {
  metric: string;
  /** Key of its text below `metrics.line`. */
  label:
    | 'kernel'
    | 'machine'
    | 'heap'
    | 'threads'
    | 'collecting'
    | 'latency'
    | 'calls'
    | 'units'
    | 'processes';
  colour: keyof Palette;
  /** Of a counter, what it rises by in a second is shown. */
  rate?: true;
}

export interface ChartOf {
  /** Key of its text below `metrics.chart`. */
  title: 'cpu' | 'heap' | 'threads' | 'gc' | 'latency' | 'calls' | 'units';
  show: (value: number) => string;
  lines: LineOf[];
}

const whole = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1));

export const CHARTS: readonly ChartOf[] = [
  {
    title: 'cpu',
    show: ratio,
    lines: [
      { metric: 'process_cpu_ratio', label: 'kernel', colour: 'accent' },
      { metric: 'machine_cpu_ratio', label: 'machine', colour: 'warn' },
    ],
  },
  {
    title: 'heap',
    show: bytes,
    lines: [{ metric: 'jvm_heap_bytes', label: 'heap', colour: 'info' }],
  },
  {
    title: 'calls',
    show: (value) => `${whole(Math.round(value * 10) / 10)}/s`,
    lines: [{ metric: 'calls_total', label: 'calls', colour: 'accent', rate: true }],
  },
  {
    title: 'latency',
    show: (value) => seconds(value, 'en'),
    lines: [{ metric: 'scheduling_latency_seconds', label: 'latency', colour: 'warn' }],
  },
  {
    title: 'gc',
    show: ratio,
    lines: [{ metric: 'jvm_gc_seconds_total', label: 'collecting', colour: 'error', rate: true }],
  },
  {
    title: 'threads',
    show: whole,
    lines: [{ metric: 'jvm_threads', label: 'threads', colour: 'info' }],
  },
  {
    title: 'units',
    show: whole,
    lines: [
      { metric: 'units', label: 'units', colour: 'accent' },
      { metric: 'processes', label: 'processes', colour: 'info' },
    ],
  },
];

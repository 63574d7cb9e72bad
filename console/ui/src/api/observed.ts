import { getJson, send, withQuery } from './client';
import { instancePath } from './instances';

/** What the kernel saw of an instance: its log, processes, figures, calls and events. */

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_STREAMS = ['stderr', 'stdout', 'kernel'] as const;
export type LogStream = (typeof LOG_STREAMS)[number];

export interface LogLine {
  at: string;
  level: LogLevel;
  stream: LogStream;
  text: string;
  /** Written while no kernel was reading; `at` is when it was read. */
  late: boolean;
  cursor: string;
}

export interface LogPage {
  lines: LogLine[];
  before: string | null;
  after: string;
}

export interface LogFilter {
  /** The quietest that is wanted. */
  level: string;
  stream: string;
}

export const LOG_PAGE = 500;

export const linesBefore = (id: string, before: string, filter: LogFilter): Promise<LogPage> =>
  getJson(withQuery(instancePath(id, '/logs'), { before, limit: LOG_PAGE, ...filter }));

export interface Process {
  pid: number;
  parent: number;
  command: string;
  cpu: number;
  memoryBytes: number;
  threads: number;
  handles: number;
  startedAt: string;
  state: string;
  children: Process[];
}

export interface ProcessTree {
  at: string;
  processes: Process[];
}

export const readProcesses = (id: string, signal?: AbortSignal): Promise<ProcessTree> =>
  getJson(instancePath(id, '/proctree'), signal);

export async function killProcess(id: string, pid: number): Promise<void> {
  await send(instancePath(id, `/proctree/${pid}/kill`), { method: 'POST' });
}

export interface Figures {
  at: string;
  cpu: number;
  memoryBytes: number;
  threads: number;
  handles: number;
  processes: number;
  readBytesPerSecond: number;
  writeBytesPerSecond: number;
}

export const readFigures = (id: string, since: string, points: number): Promise<Figures[]> =>
  getJson<{ samples: Figures[] }>(withQuery(instancePath(id, '/metrics'), { since, points })).then(
    ({ samples }) => samples,
  );

export interface CallRecord {
  id: number;
  unit: string;
  command: string;
  principal: string;
  at: string;
  waitedMicros: number;
  ranMicros: number;
  outcome: 'done' | 'error' | 'refused';
  code: number;
  events: number;
}

export interface DriverEvent {
  at: string;
  name: string;
  code: number;
  value: unknown;
}

export const readDriverEvents = (id: string, signal?: AbortSignal): Promise<DriverEvent[]> =>
  getJson<{ events: DriverEvent[] }>(
    withQuery(instancePath(id, '/events'), { limit: 256 }),
    signal,
  ).then(({ events }) => events);

import type { Meta } from '../../api/instance';

/** What the kernel says about a lab's driver. */
export type LabFrame =
  | { type: 'driver.started'; pid: number }
  | { type: 'meta'; driverId: string; pid: number; runMode: RunMode; meta: Meta | null }
  | { type: 'stdout'; message: unknown }
  | { type: 'stderr'; line: string }
  | { type: 'driver.exited'; exitCode: number; exitStatus: string; reason?: string }
  | { type: 'driver.restarted'; pid: number; reason: string }
  | { type: 'error'; message: string }
  | { type: 'gap'; dropped: number };

export const RUN_MODES = ['keepalive', 'oneshot'] as const;
export type RunMode = (typeof RUN_MODES)[number];

/** From the driver, to it, or about it. */
export const DIRECTIONS = ['in', 'out', 'host'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export interface Entry {
  key: number;
  at: number;
  direction: Direction;
  /** `done`, `error`, `event`, `exec`, `driver.exited` and so on. */
  kind: string;
  data: unknown;
}

export interface StderrLine {
  key: number;
  at: number;
  text: string;
}

export interface Lab {
  /** Gone: the process has ended and no command would start it again. */
  phase: 'idle' | 'connecting' | 'open' | 'gone';
  runMode: RunMode;
  pid: number | undefined;
  meta: Meta | undefined;
  /** Whether an answer is awaited. */
  busy: boolean;
  entries: readonly Entry[];
  stderr: readonly StderrLine[];
  /** Entries ever made, also those no longer kept. */
  made: number;
}

/** Entries and lines kept; the oldest go first. */
export const ENTRIES_MAX = 1000;

export const IDLE_LAB: Lab = {
  phase: 'idle',
  runMode: 'keepalive',
  pid: undefined,
  meta: undefined,
  busy: false,
  entries: [],
  stderr: [],
  made: 0,
};

export type LabEvent =
  | { type: 'opening'; runMode: RunMode }
  | { type: 'closed'; why: string }
  | { type: 'sent'; message: { type: 'exec' | 'cancel' } & Record<string, unknown> }
  | { type: 'frame'; frame: LabFrame }
  | { type: 'clear' };

/** What an event makes of a lab; `at` is wall time. */
export function reduce(lab: Lab, event: LabEvent, at: number): Lab {
  switch (event.type) {
    case 'opening':
      return { ...lab, phase: 'connecting', runMode: event.runMode, pid: undefined, busy: false };
    case 'closed':
      if (lab.phase === 'idle' || lab.phase === 'gone') return lab;
      return { ...told(lab, at, 'host', 'closed', event.why), phase: 'gone', busy: false };
    case 'sent': {
      const { type, ...data } = event.message;
      return { ...told(lab, at, 'out', type, data), busy: lab.busy || type === 'exec' };
    }
    case 'clear':
      return { ...lab, entries: [], stderr: [] };
    case 'frame':
      return taken(lab, event.frame, at);
  }
}

function taken(lab: Lab, frame: LabFrame, at: number): Lab {
  switch (frame.type) {
    case 'driver.started':
    case 'driver.restarted': {
      const { type, ...data } = frame;
      return { ...told(lab, at, 'host', type, data), phase: 'open', pid: frame.pid };
    }
    case 'meta': {
      const next = told(lab, at, 'in', 'meta', frame.meta);
      return { ...next, phase: 'open', meta: frame.meta ?? undefined };
    }
    case 'stdout':
      return answered(lab, frame.message, at);
    case 'stderr': {
      const line = { key: lab.made, at, text: frame.line };
      return {
        ...lab,
        made: lab.made + 1,
        stderr: [...lab.stderr, line].slice(-ENTRIES_MAX),
      };
    }
    case 'driver.exited': {
      const { type, ...data } = frame;
      const phase = lab.runMode === 'oneshot' ? lab.phase : 'gone';
      return { ...told(lab, at, 'host', type, data), phase, pid: undefined, busy: false };
    }
    case 'error':
      return { ...told(lab, at, 'host', 'error', frame.message), busy: false };
    case 'gap':
      return told(lab, at, 'host', 'gap', { dropped: frame.dropped });
    default:
      return lab; // a kind that a later kernel may add
  }
}

function answered(lab: Lab, message: unknown, at: number): Lab {
  const status = (message as { status?: unknown } | null)?.status;
  const kind = typeof status === 'string' ? status : 'text';
  const terminal = kind === 'done' || kind === 'error';
  return { ...told(lab, at, 'in', kind, message), busy: lab.busy && !terminal };
}

function told(lab: Lab, at: number, direction: Direction, kind: string, data: unknown): Lab {
  const entry = { key: lab.made, at, direction, kind, data };
  return { ...lab, made: lab.made + 1, entries: [...lab.entries, entry].slice(-ENTRIES_MAX) };
}

/** The entries a filter leaves: of one direction, with a text in them. */
export function filtered(entries: readonly Entry[], direction: string, text: string): Entry[] {
  const words = text.toLowerCase();
  return entries.filter(
    (it) =>
      (!direction || it.direction === direction) &&
      `${it.kind} ${JSON.stringify(it.data)}`.toLowerCase().includes(words),
  );
}

/** The stream as lines of JSON, for keeping. */
export const exported = (entries: readonly Entry[]): string =>
  entries
    .map(({ at, direction, kind, data }) =>
      JSON.stringify({ at: new Date(at).toISOString(), direction, kind, data }),
    )
    .join('\n');

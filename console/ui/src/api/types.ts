import type { OngoingUpdate } from '../updates/record';
import type { Instance } from './instance';

/** What the kernel says over REST and WebSocket. Times are ISO 8601, sizes bytes. */

export type Role = 'admin' | 'operator' | 'viewer';

export interface Session {
  name: string;
  role: Role;
  expiresAt: string;
}

export interface Platform {
  version: string;
  node: string;
  bootId: string;
  startedAt: string;
  uptimeMs: number;
  url: string;
  dataDirectory: string;
  os: { name: string; version: string; arch: string };
  cpu: { model: string; count: number };
  memory: { totalBytes: number; availableBytes: number };
  disk: { totalBytes: number; freeBytes: number };
  jvm: {
    name: string;
    version: string;
    pid: number;
    heapUsedBytes: number;
    heapMaxBytes: number;
    threads: number;
  };
  framework: { name: string; version: string; bundles: number };
}

export type HealthLevel = 'healthy' | 'degraded' | 'unhealthy';

export interface HealthCheck {
  name: string;
  level: HealthLevel;
  reason: string;
  facts: Record<string, unknown>;
}

export interface Health {
  level: HealthLevel;
  at: string;
  checks: HealthCheck[];
}

export type FieldType =
  'string' | 'int' | 'int64' | 'double' | 'bool' | 'object' | 'array' | 'enum' | 'any';

/** A field of meta in StdioLink's form; what is empty is left out. */
export interface Param {
  name: string;
  type: FieldType;
  required?: boolean;
  default?: unknown;
  description?: string;
  min?: number;
  max?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  enum?: unknown[];
  format?: string;
  minItems?: number;
  maxItems?: number;
  ui?: ParamUi;
  fields?: Param[];
  items?: Param;
  requiredKeys?: string[];
  additionalProperties?: false;
  'x-backplane'?: { sensitive?: boolean };
}

export interface ParamUi {
  widget?: string;
  group?: string;
  order?: number;
  placeholder?: string;
  advanced?: boolean;
  readonly?: boolean;
  visibleIf?: string;
  unit?: string;
  step?: number;
}

export interface Command {
  name: string;
  title?: string;
  summary?: string;
  description?: string;
  params?: Param[];
  events?: { name: string; description?: string; fields?: Param[] }[];
  examples?: CommandExample[];
  'x-backplane'?: CommandFlags;
}

export interface CommandExample {
  description?: string;
  mode?: string;
  params?: Record<string, unknown>;
}

/** How the kernel treats a command. */
export interface CommandFlags {
  readOnly?: boolean;
  idempotent?: boolean;
  streaming?: boolean;
  cancel?: string;
  timeoutMs?: number;
}

export const isSensitive = (param: Param): boolean =>
  param['x-backplane']?.sensitive === true || param.ui?.widget === 'password';

/** What stands for a secret that is stored; sent back, it keeps its value. */
export const MASK = '***';

export const flagsOf = (command: Command): CommandFlags => command['x-backplane'] ?? {};

export const PLUGIN_STATES = ['active', 'loading', 'error', 'disabled', 'unloaded'] as const;
export type PluginState = (typeof PLUGIN_STATES)[number];

export interface Calls {
  ok: number;
  failed: number;
  refused: number;
  inFlight: number;
  queued: number;
}

export interface Plugin {
  id: string;
  version: string;
  state: PluginState;
  reason?: string | null;
  symbolicName: string;
  digest: string;
  source: 'deploy' | 'upload' | 'cli';
  entry: string;
  installedAt: string;
  startedAt?: string | null;
  /** The version that a rollback goes back to. */
  previous?: string | null;
  exclusive?: boolean;
  permissions?: string[];
  shell?: string;
  script?: boolean;
  commands?: Command[];
  calls?: Calls;
  /** The update under way. */
  update?: OngoingUpdate;
  /** What it adds to the console, while it is active. */
  uiModule?: UiModule;
}

/** What a plugin adds to the console. It is loaded once its digest is approved. */
export interface UiModule {
  plugin: string;
  digest: string;
  module: string;
  css: string[];
  permissions: string[];
  files: string[];
  approved: boolean;
  approvedBy?: string | null;
  approvedAt?: string | null;
}

/** A file in the deploy directory that was not taken. */
export interface Rejected {
  file: string;
  reason: string;
  at: string;
}

export interface Plugins {
  plugins: Plugin[];
  rejected: Rejected[];
}

export const EVENT_LEVELS = ['info', 'warn', 'error'] as const;
export type EventLevel = (typeof EVENT_LEVELS)[number];

export interface KernelEvent {
  seq: number;
  at: string;
  type: string;
  subject: string;
  level: EventLevel;
  data: Record<string, unknown>;
}

/** Ascending events, and the number of the newest in the log when it was read. */
export interface EventPage {
  events: KernelEvent[];
  last: number;
}

export interface Sample {
  at: string;
  cpuLoad: number;
  processCpuLoad: number;
  heapUsedBytes: number;
  memoryAvailableBytes: number;
  callsPerSecond: number;
}

export type StatusFrame =
  | {
      type: 'snapshot';
      seq: number;
      platform: Platform;
      health: Health;
      plugins: Plugins;
      instances?: Instance[];
      sample?: Sample | null;
    }
  | { type: 'event'; event: KernelEvent }
  | ({ type: 'plugins' } & Plugins)
  | { type: 'instances'; instances: Instance[] }
  | ({ type: 'health' } & Health)
  | ({ type: 'sample' } & Sample);

import type { OngoingUpdate } from '../updates/record';
import type { Calls, Command, Param } from './types';

/** An instance of a package, as the kernel describes it. Times are ISO 8601, sizes bytes. */

export const INSTANCE_STATES = [
  'running',
  'starting',
  'backoff',
  'crashed',
  'stopping',
  'stopped',
  'configured',
  'created',
] as const;
export type InstanceState = (typeof INSTANCE_STATES)[number];

export const PROFILES = ['keepalive', 'oneshot'] as const;
export type Profile = (typeof PROFILES)[number];

export const RESTART_POLICIES = ['on-failure', 'always', 'never'] as const;
export type RestartPolicy = (typeof RESTART_POLICIES)[number];

export type CheckLevel = 'ok' | 'warn' | 'failing' | 'unknown';

export interface Exit {
  code: number | null;
  signal: number | string | null;
  at: string;
}

export interface Usage {
  /** Share of one core. */
  cpu: number;
  memoryBytes: number;
  threads: number;
  handles: number;
  processes: number;
  at: string;
}

export interface Instance {
  id: string;
  kind: string;
  package: string;
  version: string;
  state: InstanceState;
  wanted: boolean;
  reason: string;
  pid: number | null;
  createdAt: string;
  startedAt: string | null;
  since: string;
  restarts: number;
  failures: number;
  nextStartAt: string | null;
  exit: Exit | null;
  profile: Profile;
  restart: RestartPolicy;
  health: { level: CheckLevel; message: string; at?: string };
  usage: Usage | null;
  labels: Record<string, string>;
  configVersion: number;
  restartNeeded: boolean;
  inStep: boolean;
  update: OngoingUpdate | null;
  previousVersion: string | null;
  calls: Calls;
  /** Of a service: whose files it runs. */
  code?: 'package' | 'workspace';
  /** Where a debugger can connect, of a service that was asked for one. */
  debugger?: string | null;
}

/** What instances are made of. */
export const UNIT_KINDS = ['driver', 'service'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const kindOf = ({ kind }: Pick<Instance, 'kind'>): UnitKind =>
  kind === 'service' ? 'service' : 'driver';

export interface Meta {
  schemaVersion: string;
  info: { id: string; name: string; version: string; description?: string; vendor?: string };
  config?: { fields?: Param[]; apply?: { method?: string; command?: string } };
  commands?: Command[];
}

/** An instance alone, with what the list leaves out. */
export interface InstanceDetails extends Instance {
  /** Whose log it is: another process after an update side by side. */
  supervised: string;
  config: Config;
  command: string[];
  /** Words for the program; of a service for its host. */
  args: string[];
  env: Record<string, string>;
  directory: string;
  /** Of a service: what it works with, by its own word for it. */
  references?: Record<string, Reference>;
  meta: Meta;
}

export type Config = Record<string, unknown>;

/** An instance that a service works with. */
export interface Reference {
  instance: string;
  /** Goes over that instance's own configuration; secrets are masked. */
  config: Config;
}

export interface ConfigView {
  version: number;
  config: Config;
  running: Config | null;
  fields: Param[];
  /** Fields that services have set, and the instance that did. */
  overridden?: Record<string, string>;
  problems?: string[];
}

export interface ConfigChange {
  path: string;
  before: unknown;
  after: unknown;
}

export interface ConfigRevision {
  version: number;
  at: string;
  by: string;
  changes: ConfigChange[];
}

export interface NewInstance {
  package: string;
  version?: string | undefined;
  id?: string | undefined;
  config?: Config;
  profile?: Profile | undefined;
  restart?: RestartPolicy | undefined;
  args?: string[];
  labels?: Record<string, string>;
  start?: boolean;
}

export interface UpdateOrder {
  version: string;
  force?: boolean;
  healthWindowMs?: number;
  overlap?: boolean | undefined;
}

/** What an update would do. */
export interface UpdatePlan {
  instance: string;
  from: string;
  to: string;
  overlap: boolean;
  steps: string[];
  meta: { added: string[]; removed: string[]; changed: string[] };
  config: { problems: string[] };
  pause: string;
}

export const ref = ({ kind, id }: Pick<Instance, 'kind' | 'id'>): string => `${kind}:${id}`;

/** Whether there is, or may be, a process. */
export const isLive = ({ state }: Instance): boolean =>
  state === 'running' || state === 'starting' || state === 'stopping';

import type { Instance, InstanceDetails, Meta, Usage } from '../src/api/instance';
import type { LogLine } from '../src/api/observed';
import type { PackageDetails } from '../src/api/packages';
import type { Dependency } from '../src/api/references';
import type {
  Command,
  Health,
  KernelEvent,
  Param,
  Platform,
  Plugin,
  StatusFrame,
} from '../src/api/types';

export const HELLO: Command = {
  name: 'hello',
  description: 'Returns a greeting.',
  'x-backplane': { readOnly: true },
  params: [{ name: 'name', type: 'string', required: true }],
};

export const RESET: Command = { name: 'reset', params: [] };

export const plugin = (id: string, part: Partial<Plugin> = {}): Plugin => ({
  id,
  version: '1.0.0',
  state: 'active',
  symbolicName: `test.${id}`,
  digest: 'sha256:00',
  source: 'deploy',
  entry: `${id}.jar`,
  installedAt: '2026-01-01T00:00:00Z',
  commands: [HELLO, RESET],
  calls: { ok: 0, failed: 0, refused: 0, inFlight: 0, queued: 0 },
  ...part,
});

export const event = (seq: number, part: Partial<KernelEvent> = {}): KernelEvent => ({
  seq,
  at: '2026-01-01T00:00:00Z',
  type: 'test.happened',
  subject: '',
  level: 'info',
  data: {},
  ...part,
});

export const HEALTH: Health = {
  level: 'healthy',
  at: '2026-01-01T00:00:00Z',
  checks: [{ name: 'heap', level: 'healthy', reason: 'heap is 12 % used', facts: {} }],
};

export const PLATFORM: Platform = {
  version: '0.1.0',
  node: 'node',
  bootId: 'boot',
  startedAt: '2026-01-01T00:00:00Z',
  uptimeMs: 1000,
  url: 'http://127.0.0.1:8080',
  dataDirectory: '/data',
  os: { name: 'Linux', version: '6', arch: 'amd64' },
  cpu: { model: 'cpu', count: 2 },
  memory: { totalBytes: 8e9, availableBytes: 4e9 },
  disk: { totalBytes: 8e9, freeBytes: 4e9 },
  jvm: { name: 'jvm', version: '25', pid: 1, heapUsedBytes: 1e6, heapMaxBytes: 1e9, threads: 9 },
  framework: { name: 'felix', version: '7', bundles: 40 },
};

export const snapshot = (seq: number, plugins: Plugin[] = []): StatusFrame => ({
  type: 'snapshot',
  seq,
  platform: PLATFORM,
  health: HEALTH,
  plugins: { plugins, rejected: [] },
});

export const USAGE: Usage = {
  cpu: 0.012,
  memoryBytes: 12_000_000,
  threads: 2,
  handles: 7,
  processes: 1,
  at: '2026-01-01T00:00:02Z',
};

export const instance = (id: string, part: Partial<Instance> = {}): Instance => ({
  id,
  kind: 'driver',
  package: 'sample.thermometer',
  version: '1.0.0',
  state: 'running',
  wanted: true,
  reason: '',
  pid: 4711,
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: '2026-01-01T00:00:00Z',
  since: '2026-01-01T00:00:00Z',
  restarts: 0,
  failures: 0,
  nextStartAt: null,
  exit: null,
  profile: 'keepalive',
  restart: 'on-failure',
  health: { level: 'ok', message: '' },
  usage: USAGE,
  labels: {},
  configVersion: 1,
  restartNeeded: false,
  inStep: true,
  update: null,
  previousVersion: null,
  calls: { ok: 0, failed: 0, refused: 0, inFlight: 0, queued: 0 },
  ...part,
});

export const CONFIG_FIELDS: Param[] = [
  { name: 'host', type: 'string', required: true, ui: { group: 'Connection' } },
  { name: 'port', type: 'int', default: 502, min: 1, max: 65535, ui: { group: 'Connection' } },
  { name: 'token', type: 'string', 'x-backplane': { sensitive: true } },
  { name: 'mode', type: 'enum', enum: ['tcp', 'rtu'], default: 'tcp' },
  { name: 'serial', type: 'string', required: true, ui: { visibleIf: "mode == 'rtu'" } },
  { name: 'retries', type: 'int', default: 3, ui: { advanced: true, unit: 'times' } },
  {
    name: 'limits',
    type: 'array',
    items: {
      name: '',
      type: 'object',
      fields: [
        { name: 'name', type: 'string', required: true },
        { name: 'max', type: 'double', default: 10 },
      ],
    },
  },
];

export const META: Meta = {
  schemaVersion: '1.0',
  info: { id: 'sample.thermometer', name: 'Thermometer', version: '1.0.0' },
  config: { fields: CONFIG_FIELDS },
  commands: [{ ...HELLO, examples: [{ description: 'Greets', params: { name: 'Ada' } }] }, RESET],
};

export const details = (id: string, part: Partial<InstanceDetails> = {}): InstanceDetails => ({
  ...instance(id),
  supervised: id,
  config: { host: 'plc' },
  args: [],
  command: ['/packages/stdio.drv.thermometer', '--profile=keepalive'],
  env: { TOKEN: '***' },
  directory: `/data/instances/${id}`,
  meta: META,
  ...part,
});

export const driver = (id: string, part: Partial<PackageDetails> = {}): PackageDetails => ({
  id,
  kind: 'driver',
  version: '1.1.0',
  name: 'Thermometer',
  description: 'Measures.',
  vendor: 'Acme',
  program: 'stdio.drv.thermometer',
  digest: 'sha256:0011223344556677',
  installedAt: '2026-01-01T00:00:00Z',
  installedBy: 'me',
  commands: 2,
  instances: ['oven'],
  versions: ['1.1.0', '1.0.0'],
  meta: META,
  defaults: { host: 'localhost' },
  ...part,
});

/** A dependency that is all there. */
export const need = (alias: string, part: Partial<Dependency> = {}): Dependency => ({
  alias,
  package: 'sample.thermometer',
  version: '^1.0.0',
  commands: ['read'],
  instance: 'lab',
  installed: 'sample.thermometer@1.0.0',
  refersTo: 'lab',
  problem: '',
  ...part,
});

export const logLine = (n: number, part: Partial<LogLine> = {}): LogLine => ({
  at: new Date(1_767_225_600_000 + n).toISOString(),
  level: 'info',
  stream: 'stderr',
  text: `line ${n}`,
  late: false,
  cursor: `c${n}`,
  ...part,
});

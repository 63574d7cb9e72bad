import type { Command, Health, KernelEvent, Platform, Plugin, StatusFrame } from '../src/api/types';

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

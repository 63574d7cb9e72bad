import { emit, on, state } from 'backplane';
import { getConfig } from 'stdiolink';
import { createLogger } from 'stdiolink/log';

const { prefix, key, webhook } = getConfig();
const log = createLogger({ service: 'watchdog' });
const since = new Date().toISOString();
const crashes = new Map();

async function tell(crash) {
  if (!webhook) return;
  try {
    await fetch(webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(crash),
      signal: AbortSignal.timeout(5000),
    });
  } catch (e) {
    log.error('nobody heard', { webhook, reason: e.message });
  }
}

const FAILED = ['instance.backoff', 'instance.crashed'];

const listening = on('instance.', async (event) => {
  const id = event.subject;
  if (!FAILED.includes(event.type) || !id.startsWith(prefix)) return;
  const count = (crashes.get(id)?.count ?? 0) + 1;
  const crash = { id, count, at: event.at, reason: event.data.reason ?? event.data.exit };
  crashes.set(id, crash);
  log.warn('it has crashed', crash);
  emit('crash', crash);
  await state.set(`${key}.${id}`, count);
  await tell(crash);
});

export const meta = {
  commands: [
    {
      name: 'report',
      description: 'The instances that have crashed since the watchdog began.',
      returns: { type: 'object', fields: [{ name: 'since', type: 'string' }, { name: 'crashes', type: 'array' }] },
      'x-backplane': { readOnly: true },
    },
    { name: 'forget', description: 'Begins to count anew.' },
  ],
};

export const commands = {
  report: () => ({ since, crashes: [...crashes.values()] }),
  forget() {
    const known = crashes.size;
    crashes.clear();
    return { forgotten: known };
  },
};

export function stop() {
  listening.close();
}

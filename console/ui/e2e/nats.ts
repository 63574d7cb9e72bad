import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface NatsServer {
  url: string;
  stop: () => Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A NATS server with JetStream that keeps nothing beyond the test. */
export async function startNats(): Promise<NatsServer> {
  const port = await freePort();
  const store = await mkdtemp(join(tmpdir(), 'backplane-nats-'));
  const server = spawn('nats-server', ['-js', '-a', '127.0.0.1', '-p', `${port}`, '-sd', store], {
    env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/usr/local/bin` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = once(server, 'exit');
  let told = '';
  await new Promise<void>((ready, failed) => {
    server.on('error', failed);
    server.on('exit', () => failed(new Error(`nats-server has ended: ${told}`)));
    server.stderr.on('data', (text) => {
      told += String(text);
      if (told.includes('Server is ready')) ready();
    });
  });
  return {
    url: `nats://127.0.0.1:${port}`,
    stop: async () => {
      server.kill();
      await gone;
      await rm(store, { recursive: true, force: true });
    },
  };
}

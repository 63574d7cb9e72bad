import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Starts the built distribution on an empty data directory for the whole run, unless BACKPLANE_URL names a kernel. */
export default function startKernel(): (() => void) | undefined {
  if (process.env.BACKPLANE_URL) return undefined;
  const home = resolve(import.meta.dirname, '../../../distribution/target/backplane');
  const data = mkdtempSync(join(tmpdir(), 'backplane-browser-'));
  const cli = (...words: string[]): string =>
    execFileSync(join(home, 'bin/backplane'), words, {
      env: { ...process.env, BACKPLANE_DATA: data },
      encoding: 'utf8',
    });
  cli('start', '--port', '0');
  const { url } = JSON.parse(cli('status', '--json')) as { url: string };
  const { token } = JSON.parse(cli('token', 'create', 'browser', '--json')) as { token: string };
  Object.assign(process.env, {
    BACKPLANE_DATA: data,
    BACKPLANE_URL: url,
    BACKPLANE_TOKEN: token,
    BACKPLANE_DEPLOY: join(data, 'deploy'),
    BACKPLANE_SAMPLES: join(home, 'samples/plugins'),
    BACKPLANE_DRIVERS: join(home, 'samples/drivers'),
    BACKPLANE_BIN: join(home, 'bin/backplane'),
  });
  return () => {
    cli('stop');
    rmSync(data, { recursive: true, force: true });
  };
}

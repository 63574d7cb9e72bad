import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A running kernel, as whoever started it describes it in the environment. */
function env(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: browser tests need a running kernel`);
  return value;
}

export const URL_BASE = env('BACKPLANE_URL').replace(/\/$/, '');
export const TOKEN = env('BACKPLANE_TOKEN');
const DEPLOY = env('BACKPLANE_DEPLOY');
const SAMPLES = env('BACKPLANE_SAMPLES');
const CLI = env('BACKPLANE_BIN');

export const APP = `${URL_BASE}/system/console/app`;

/** What the command line says. */
export async function cli(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(CLI, words);
  return stdout;
}

/** A fresh login link; each works once. */
export const loginLink = async (): Promise<string> =>
  (JSON.parse(await cli('login-link', '--json')) as { url: string }).url;

const DRIVERS = env('BACKPLANE_DRIVERS');

export const driverSample = (name: string): string => join(DRIVERS, name);

export const installDriver = (name: string): Promise<string> =>
  cli('package', 'install', driverSample(name));

/** Removes an instance, whether it is there or not. */
export const deleteInstance = (id: string): Promise<unknown> =>
  cli('instance', 'delete', id, '--force').catch(() => undefined);

export const pluginSample = (jar: string): string => join(SAMPLES, jar);

/** Unloads a plugin, whether it is there or not. */
export const unloadPlugin = (id: string): Promise<unknown> =>
  cli('runtime', 'plugin-unload', id).catch(() => undefined);

/** A new token for somebody who may look and change nothing. */
export const viewerToken = async (): Promise<string> =>
  (
    JSON.parse(
      await cli('token', 'create', `looker-${randomUUID()}`, '--role', 'viewer', '--json'),
    ) as { token: string }
  ).token;

const JAR = join(DEPLOY, 'greeter.jar');
const BROKEN = join(DEPLOY, 'broken.jar');

/** Copies a sample over whatever version is there, as a user would. */
export const deployGreeter = (version: '1.0.0' | '1.1.0'): Promise<void> =>
  copyFile(join(SAMPLES, `greeter-${version}.jar`), JAR);

export const removeGreeter = (): Promise<void> => rm(JAR, { force: true });
export const deployBroken = (): Promise<void> => writeFile(BROKEN, 'this is not a jar');
export const removeBroken = (): Promise<void> => rm(BROKEN, { force: true });

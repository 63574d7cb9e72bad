import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessible, launch, live, loggedIn, type Watched } from './browser';
import { APP, cli, deleteInstance, driverSample } from './kernel';

let browser: Browser;
let watched: Watched;
let page: Page;
let folder: string;

const SERVICE = 'climate';
const INSTANCES = [SERVICE, 'lab', 'bench'];

/** Instances of services first: what they refer to cannot be deleted. */
async function removed(): Promise<void> {
  for (const id of INSTANCES) await deleteInstance(id);
  for (const id of ['sample.kv-store', SERVICE, 'sample.thermometer']) {
    await cli('package', 'remove', id).catch(() => undefined);
  }
}
const button = (name: string, exact = false) => page.getByRole('button', { name, exact });

/** A zip of files, each at its top. */
async function zipped(...files: string[]): Promise<string> {
  const zip = join(folder, `${basename(files[0] ?? '')}.zip`);
  await promisify(execFile)('python3', ['-m', 'zipfile', '-c', zip, ...files]);
  return zip;
}

beforeAll(async () => {
  await removed();
  folder = await mkdtemp(join(tmpdir(), 'backplane-drivers-'));
  browser = await launch();
  watched = await loggedIn(browser);
  ({ page } = watched);
});
afterAll(async () => {
  await browser.close();
  await removed();
  await rm(folder, { recursive: true, force: true });
});

describe('a driver package', () => {
  it('is_installed_by_upload', async () => {
    const zip = await zipped(join(driverSample('kv-store'), 'stdio.drv.kv-store'));
    await page.goto(`${APP}/drivers`);
    await page.getByRole('searchbox').waitFor();
    await page.locator('input[type=file]').setInputFiles(zip);
    await page.getByText('sample.kv-store 1.0.0 is installed').waitFor();
    await page.getByRole('link', { name: 'sample.kv-store' }).waitFor();
    await accessible(page, 'drivers');
  });

  it('shows_its_manual_and_its_meta', async () => {
    await page.getByRole('link', { name: 'sample.kv-store' }).click();
    await page.getByText('Manual', { exact: true }).click();
    await page.frameLocator('iframe').getByText('Key-value store').first().waitFor();
    await page.getByLabel('Form of the manual').click();
    await page.locator('.ant-select-item-option').filter({ hasText: 'TypeScript' }).click();
    await page.getByLabel('TypeScript').filter({ hasText: 'export' }).waitFor();
    await page.getByText('Meta', { exact: true }).click();
    await page.getByLabel('Meta').filter({ hasText: 'schemaVersion' }).waitFor();
    await accessible(page, 'driver');
  });

  it('talks_in_the_lab', async () => {
    await page.getByRole('link', { name: 'Open in lab' }).click();
    await page.waitForURL(/\/lab\/sample\.kv-store/);
    await button('Start driver').click();
    await page.getByText(/Ready · PID \d+/).waitFor();
    const stream = page.getByRole('list', { name: 'Protocol stream' });
    await stream.getByText('meta', { exact: true }).waitFor();
    await page.getByLabel('Command', { exact: true }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: 'set' }).first().click();
    await page.getByLabel(/^key/).fill('colour');
    await page.getByLabel(/^value/).fill('"blue"');
    await page.getByText(/stdio\.drv\.kv-store --cmd=set --key=colour/).waitFor();
    await button('Execute').click();
    await stream.getByText('done', { exact: true }).waitFor();
    await accessible(page, 'lab');
  });

  it('is_started_again_when_its_process_has_gone', async () => {
    const pid = /PID (\d+)/.exec(await page.locator('.lab-phase').innerText())?.[1] ?? '';
    process.kill(Number(pid));
    await page.getByText('The process has ended').waitFor();
    await button('Restart driver').click();
    await page.getByText(/Ready · PID \d+/).waitFor();
    expect(await page.locator('.lab-phase').innerText()).not.toContain(pid);
  });

  it('answers_each_single_shot_from_a_new_process', async () => {
    await page.getByText('One shot').click();
    await page.waitForURL(/mode=oneshot/);
    await button('Clear').click();
    await button('Restart driver').click();
    const stream = page.getByRole('list', { name: 'Protocol stream' });
    await stream.getByText('driver.exited').first().waitFor();
    await button('Execute').click();
    await stream.getByText('driver.restarted').first().waitFor();
    await stream.getByText('done', { exact: true }).first().waitFor();
  });

  it('raised_no_complaint', () => {
    expect(watched.complaints).toEqual([]);
  });
});

describe('a service that needs a driver', () => {
  const FILES = {
    'manifest.json': JSON.stringify({
      manifestVersion: '1',
      id: SERVICE,
      name: 'Climate',
      version: '1.0.0',
    }),
    'config.schema.json': '{}',
    'index.js': 'export const commands = { now: () => 21 };',
    'backplane.json': JSON.stringify({
      profile: 'keepalive',
      dependencies: {
        sensor: {
          package: 'sample.thermometer',
          version: '^1.0.0',
          commands: ['read'],
          instance: 'lab',
        },
      },
    }),
  };
  const needs = () => page.getByRole('region', { name: 'What it needs' });
  const option = (text: RegExp) =>
    page.locator('.ant-select-item-option').filter({ hasText: text }).first().click();
  const works = `${APP}/instances/${SERVICE}/references`;

  it('says_after_its_upload_what_is_missing', async () => {
    const files = Object.entries(FILES).map(([name, text]) => [join(folder, name), text] as const);
    for (const [file, text] of files) await writeFile(file, text);
    await page.goto(`${APP}/drivers?kind=service`);
    await page.getByRole('searchbox').waitFor();
    const zip = await zipped(...files.map(([file]) => file));
    await page.locator('input[type=file]').setInputFiles(zip);
    await page.getByText('It needs sample.thermometer ^1.0.0 (read), not there yet.').waitFor();
    await accessible(page, 'an upload that lacks something');
    await page.getByRole('link', { name: `What ${SERVICE} needs` }).click();
    await needs().getByText('sample.thermometer is not installed').waitFor();
    await accessible(page, 'what a service needs', '.ant-drawer');
  });

  it('is_set_up_from_what_is_uploaded_beside_it', async () => {
    const zip = await zipped(join(driverSample('thermometer'), 'stdio.drv.thermometer'));
    await needs().locator('input[type=file]').setInputFiles(zip);
    await needs().getByText('Installed 1.0.0').waitFor();
    await button('Set up', true).click();
    await needs().getByRole('link', { name: 'lab' }).waitFor();
    await needs().getByText('Running').waitFor();
    await needs().getByRole('link', { name: 'New instance' }).click();
    const dialog = page.getByRole('dialog', { name: 'New instance' });
    await dialog.getByLabel('Name').fill(SERVICE);
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL(`${APP}/instances/${SERVICE}`);
  });

  it('is_pointed_at_another_instance_and_sets_what_it_wants_of_it', async () => {
    await cli('instance', 'create', 'sample.thermometer', '--id', 'bench', 'unit=fahrenheit');
    await page.getByRole('link', { name: 'Works with' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'sensor' });
    await row.getByRole('link', { name: 'lab' }).waitFor();
    await button('Change sensor').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Instance').click();
    await option(/^bench/);
    await dialog.getByText('fahrenheit').waitFor();
    await dialog.getByLabel(/^unit/).click();
    await option(/^kelvin$/);
    await accessible(page, 'the dialog of a reference', '[role=dialog]');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByText('unit = kelvin').waitFor();
    await dialog.waitFor({ state: 'detached' });
    const focused = 'document.activeElement?.getAttribute("aria-label")';
    expect(await page.evaluate(focused)).toBe('Change sensor');
    await accessible(page, 'references');
  });

  it('is_named_where_the_driver_is_configured', async () => {
    await page.getByRole('link', { name: 'bench', exact: true }).click();
    await page.locator('nav.tabs').getByRole('link', { name: 'Configuration' }).click();
    await page.getByText(`set by ${SERVICE}`).waitFor();
    expect(await page.getByLabel(/^unit/).isDisabled()).toBe(true);
    await accessible(page, 'a configuration that a service goes over');
    await page.getByLabel(/^interval_ms/).fill('700');
    await button('Review changes').click();
    await button('Save', true).click();
    await page.getByText('The configuration is saved').waitFor();
    await page.getByText('Version 2').waitFor();
  });

  it('is_refused_what_another_service_wants_otherwise', async () => {
    await cli('instance', 'create', SERVICE, '--id', 'lab2');
    INSTANCES.unshift('lab2');
    await page.goto(`${APP}/instances/lab2/references`);
    await button('Change sensor').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Instance').click();
    await option(/^bench/);
    await dialog.getByText(`set by ${SERVICE}`).waitFor();
    await dialog.getByLabel(/^unit/).click();
    await option(/^celsius$/);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText(`${SERVICE} has set unit of bench to something else`).waitFor();
    await page.keyboard.press('Escape');
  });

  it('leaves_the_driver_its_own_when_the_reference_is_removed', async () => {
    await page.goto(works);
    await button('Remove sensor').click();
    await page.getByRole('tooltip').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Not set').waitFor();
    await accessible(page, 'a reference that is not set');
    await button('Use lab').click();
    await page.getByRole('link', { name: 'lab', exact: true }).waitFor();
    const own = JSON.parse(await cli('instance', 'configure', 'bench', '--json')) as {
      config: unknown;
    };
    expect(own.config).toMatchObject({ unit: 'fahrenheit', interval_ms: 700 });
  });

  it('stands_in_dark_and_in_chinese', async () => {
    const other = await loggedIn(browser, { colorScheme: 'dark', locale: 'zh-CN' });
    await other.page.goto(works);
    await live(other.page);
    await other.page.getByRole('button', { name: '更改 sensor' }).waitFor();
    await accessible(other.page, 'references in dark and Chinese');
    await other.page.goto(`${APP}/drivers/${SERVICE}?kind=service`);
    await other.page.getByText('所需依赖已全部就绪').waitFor();
    await accessible(other.page, 'needs in dark and Chinese', '.ant-drawer');
    expect(other.complaints).toEqual([]);
    await other.page.context().close();
  });

  it('raised_no_complaint', () => {
    // the browser itself reports what was refused
    expect(watched.complaints.filter((it) => !it.includes('Failed to load resource'))).toEqual([]);
  });
});

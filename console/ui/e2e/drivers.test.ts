import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessible, launch, loggedIn, type Watched } from './browser';
import { APP, cli, driverSample } from './kernel';

let browser: Browser;
let watched: Watched;
let page: Page;
let folder: string;

const removed = () => cli('package', 'remove', 'sample.kv-store').catch(() => undefined);
const button = (name: string) => page.getByRole('button', { name });

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
    const zip = join(folder, 'kv-store.zip');
    const program = join(driverSample('kv-store'), 'stdio.drv.kv-store');
    await promisify(execFile)('python3', ['-m', 'zipfile', '-c', zip, program]);
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

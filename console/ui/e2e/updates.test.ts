import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessible, fits, launch, live, loggedIn, watched, type Watched } from './browser';
import { APP, cli, pluginSample, unloadPlugin, URL_BASE, viewerToken } from './kernel';

/** A health window that nobody waits for, in seconds. */
const HELD = '60';
/** The kernel looks for what left the memory some time after an update, when it is idle. */
const LEFT_MS = 50_000;

let browser: Browser;
let visit: Watched;
let page: Page;

const upload = (jar: string) => page.locator('input[type=file]').setInputFiles(pluginSample(jar));
const button = (name: string) => page.getByRole('button', { name, exact: true });
const part = (name: string | RegExp) => page.getByRole('dialog').getByRole('region', { name });
const latest = () => part('History').getByRole('listitem').first();
const header = (text: string) => page.locator('.drawer-title').filter({ hasText: text });

/** Sets the health window of the plan that is open, and begins. */
async function begin(to: string, windowSeconds: string): Promise<void> {
  const plan = part(/^Plan:/);
  await plan.getByLabel('Health window').fill(windowSeconds);
  await plan.getByRole('button', { name: `Update to ${to}` }).click();
}

/** One visit in which the page is never loaded again: each test goes on from the one before. */
beforeAll(async () => {
  await unloadPlugin('greeter');
  browser = await launch();
  visit = await loggedIn(browser);
  ({ page } = visit);
  await page.goto(`${APP}/plugins`);
  await page.evaluate('globalThis.visit = 1');
  await upload('greeter-1.0.0.jar');
  await page.getByRole('row').filter({ hasText: 'greeter' }).getByText('Active').waitFor();
});
afterAll(async () => {
  await unloadPlugin('greeter');
  await browser.close();
});

describe('another version of a plugin', () => {
  it('leads_from_its_upload_to_the_plan_of_the_update', async () => {
    await upload('greeter-1.1.0.jar');
    await page.waitForURL(`${APP}/plugins/greeter?to=1.1.0`);
    const plan = part('Plan: 1.0.0 → 1.1.0');
    await plan.getByText('Minor').first().waitFor();
    await plan.getByText('Start 1.1.0 beside 1.0.0.').waitFor();
    await plan.getByText('command count').waitFor();
    await accessible(page, 'plan', '[role=dialog]');
  });

  it('is_followed_step_by_step_and_turned_back_within_its_health_window', async () => {
    await begin('1.1.0', HELD);
    const progress = part('Updating to 1.1.0');
    await progress.getByRole('progressbar', { name: 'Health window' }).waitFor();
    await progress.getByText(/ left$/).waitFor();
    const done = progress.getByRole('listitem').filter({ has: page.locator('.anticon') });
    await done.filter({ hasText: 'Start the new version' }).waitFor();
    await page.locator('.plugin-update:visible').filter({ hasText: 'Health window' }).waitFor();
    await button('Turn back now').click();
    await page.getByText('Turned back: 1.0.0 is in use again').waitFor();
    await progress.waitFor({ state: 'detached' });
    await header('1.0.0').waitFor();
    await latest().getByText('Rolled back', { exact: true }).waitFor();
  });

  it('stays_when_it_keeps_well', async () => {
    await button('Show the plan: 1.1.0').click();
    await begin('1.1.0', '1');
    await latest().getByText('Committed').waitFor();
    for (const word of ['1.0.0 → 1.1.0', 'Minor', 'Update', 'by local']) {
      await latest().getByText(word, { exact: true }).waitFor();
    }
    await header('1.1.0').waitFor();
  });

  it('is_rolled_back_afterwards', async () => {
    await button('Roll back: 1.0.0').click();
    const asked = page.getByRole('tooltip');
    await asked.getByLabel('Health window').fill('1');
    await accessible(page, 'rollback', '[role=tooltip]');
    await asked.getByRole('button', { name: 'Roll back' }).click();
    const rollback = latest().filter({ hasText: '1.1.0 → 1.0.0' });
    await rollback.getByText('Rollback', { exact: true }).waitFor();
    await rollback.getByText('Committed').waitFor();
    await header('1.0.0').waitFor();
  });

  it('is_turned_back_by_itself_when_it_falls_ill', async () => {
    await upload('greeter-1.2.0-sick.jar');
    await page.waitForURL(`${APP}/plugins/greeter?to=1.2.0`);
    await begin('1.2.0', HELD);
    await latest()
      .filter({ hasText: '1.0.0 → 1.2.0' })
      .getByText(/it lost its voice/)
      .waitFor();
    await latest().getByText('Rolled back', { exact: true }).waitFor();
    await header('1.0.0').waitFor();
  });
});

describe('a plugin', () => {
  it('is_stopped_and_started_again', async () => {
    await button('Disable').click();
    await header('Disabled').waitFor();
    await page.getByText('Enable the plugin to bring another version.').waitFor();
    await accessible(page, 'disabled plugin', '[role=dialog]');
    await button('Enable').click();
    await header('Active').waitFor();
  });

  it('tells_when_a_version_has_left_the_memory', async () => {
    const notes = part('History').getByText(/collected in \d+ ms/);
    await notes.first().waitFor({ timeout: LEFT_MS });
  });

  it('is_seen_and_not_changed_by_a_viewer', async () => {
    const { page: seen, complaints } = await watched(browser);
    await seen.goto(`${URL_BASE}/login?next=${encodeURIComponent('/system/console/app/plugins')}`);
    await seen.getByLabel('Token').fill(await viewerToken());
    await seen.getByRole('button', { name: 'Sign in' }).click();
    await live(seen);
    await seen.goto(`${APP}/plugins/greeter?to=1.1.0`);
    const versions = seen.getByRole('region', { name: 'Versions' });
    await versions.getByText('1.1.0').waitFor();
    await seen.getByRole('region', { name: 'History' }).getByText('Committed').first().waitFor();
    expect(await versions.getByRole('button').count()).toBe(0);
    expect(await seen.getByRole('button', { name: /Disable|Unload|Upload/ }).count()).toBe(0);
    expect(await seen.getByRole('region', { name: /^Plan/ }).count()).toBe(0);
    await accessible(seen, 'viewer', '[role=dialog]');
    expect(complaints).toEqual([]);
  });
});

describe('an update under way', () => {
  beforeAll(async () => {
    const window = ['--health-window', `${HELD}s`, '--no-wait'];
    await cli('runtime', 'hot-update', 'greeter', '--version', '1.1.0', ...window);
    await part('Updating to 1.1.0').getByRole('progressbar').waitFor();
  });
  afterAll(async () => {
    await button('Turn back now').click();
    await page.getByText('Turned back: 1.0.0 is in use again').waitFor();
  });

  it.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['zh', { locale: 'zh-CN' }],
    ['narrow', { viewport: { width: 390, height: 844 } }],
  ] as const)('is_accessible_and_fits: %s', async (name, options) => {
    const { page: seen, complaints } = await loggedIn(browser, options);
    await seen.goto(`${APP}/plugins`);
    await seen.locator('.plugin-update:visible').waitFor();
    await fits(seen);
    await accessible(seen, `plugins, ${name}`);
    await seen.goto(`${APP}/plugins/greeter`);
    await seen.getByRole('progressbar').waitFor();
    await seen.locator('.update-records .update-reason').first().waitFor();
    await fits(seen);
    await accessible(seen, `update, ${name}`, '[role=dialog]');
    expect(complaints).toEqual([]);
    await seen.context().close();
  });
});

describe('all of this', () => {
  it('needed_no_reload_and_raised_no_complaint', async () => {
    expect(await page.evaluate('globalThis.visit')).toBe(1);
    expect(visit.complaints).toEqual([]);
  });
});

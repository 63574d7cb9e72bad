import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessible, fits, launch, live, loggedIn, type Watched } from './browser';
import { APP, cli, pluginSample, TOKEN, unloadPlugin, URL_BASE, viewerToken } from './kernel';

let browser: Browser;
let visit: Watched;
let page: Page;

const load = (version: string) =>
  cli('runtime', 'plugin-load', 'greeter', '--entry', pluginSample(`greeter-${version}.jar`));
const part = () => page.getByRole('dialog').getByRole('region', { name: 'Console module' });
const panel = (name = 'Greetings') => page.getByRole('region', { name });

interface Module {
  digest: string;
}
const module = async (): Promise<Module> =>
  JSON.parse(await cli('runtime', 'plugin-ui', 'greeter', '--json')) as Module;

const status = async (path: string, token = TOKEN, init: RequestInit = {}): Promise<number> =>
  (
    await fetch(`${URL_BASE}${path}`, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${token}` },
    })
  ).status;

/** One visit in which the page is never loaded again. */
beforeAll(async () => {
  await unloadPlugin('greeter');
  browser = await launch();
  visit = await loggedIn(browser);
  ({ page } = visit);
  await load('1.1.0');
  await cli('runtime', 'plugin-ui', 'greeter', '--withdraw');
});
afterAll(async () => {
  await unloadPlugin('greeter');
  await browser.close();
});

describe('a module that a plugin adds to the console', () => {
  it('does_not_reach_a_browser_before_it_is_approved', async () => {
    await page.goto(`${APP}/plugins/greeter`);
    await part().getByText('Not loaded').waitFor();
    await part().getByText('call:greeter').waitFor();
    await accessible(page, 'module', '[role=dialog]');
    const { digest } = await module();
    expect(await status(`/plugins/greeter/${digest}/main.js`)).toBe(404);
    expect(await page.locator('.nav-link').filter({ hasText: 'Greetings' }).count()).toBe(0);
  });

  it('is_approved_by_its_digest_and_only_by_an_admin', async () => {
    const { digest } = await module();
    const put = (body: object) => ({
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const path = '/api/plugins/greeter/ui-module/approval';
    expect(await status(path, await viewerToken(), put({ digest }))).toBe(403);
    expect(await status(path, TOKEN, put({ digest: 'a'.repeat(64) }))).toBe(409);
    expect(await status(`/plugins/greeter/${digest}/main.js`)).toBe(404);
  });

  it('runs_without_a_reload_once_it_is_approved', async () => {
    await part().getByRole('button', { name: 'Approve' }).click();
    await page.getByText('with their rights').waitFor();
    await page.locator('.ant-popconfirm').getByRole('button', { name: 'Approve' }).click();
    await part().getByText('Approved by').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Greetings' }).click();
    await page.getByRole('heading', { name: 'Greetings' }).waitFor();
    await page.getByLabel('Name').fill('Ann');
    await page.getByRole('button', { name: 'Greet' }).click();
    await page.getByText('Hello, Ann! Good to see you.').waitFor();
    await accessible(page, 'page of a plugin');
    await fits(page);
  });

  it('is_there_after_a_reload_and_on_the_dashboard', async () => {
    await page.reload();
    await live(page);
    await page.getByRole('heading', { name: 'Greetings' }).waitFor();
    await page.goto(APP);
    await panel().getByRole('button', { name: 'Greet' }).click();
    await panel().getByText('Hello, World! Good to see you.').waitFor();
    await accessible(page, 'dashboard with a panel of a plugin');
  });

  it('speaks_the_language_of_the_console', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('中文');
    await page.keyboard.press('Enter');
    await panel('问候').getByText('姓名').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('English');
    await page.keyboard.press('Enter');
    await panel().waitFor();
  });

  it('is_served_for_ever_under_its_digest_and_nothing_else_is', async () => {
    const { digest } = await module();
    const response = await fetch(`${URL_BASE}/plugins/greeter/${digest}/main.js`, {
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    for (const file of ['../../META-INF/MANIFEST.MF', '%2e%2e/manifest.json', 'nothing.js', '']) {
      expect(await status(`/plugins/greeter/${digest}/${file}`)).toBeGreaterThanOrEqual(400);
    }
    expect(await status(`/plugins/greeter/${'b'.repeat(64)}/main.js`)).toBe(404);
    expect((await fetch(`${URL_BASE}/plugins/greeter/${digest}/main.js`)).status).toBe(401);
  });

  it('goes_with_its_plugin_and_comes_back_with_it', async () => {
    await cli('runtime', 'plugin-status', 'greeter', 'disabled');
    await panel().waitFor({ state: 'detached' });
    await cli('runtime', 'plugin-status', 'greeter', 'active');
    await panel().waitFor();
  });

  it('goes_when_the_approval_is_withdrawn', async () => {
    await cli('runtime', 'plugin-ui', 'greeter', '--withdraw');
    await panel().waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Greetings' }).waitFor({ state: 'detached' });
    expect(visit.complaints).toEqual([]);
  });
});

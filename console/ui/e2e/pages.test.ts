import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessible, fits, launch, live, loggedIn } from './browser';
import {
  APP,
  cli,
  deleteInstance,
  deployGreeter,
  installDriver,
  removeGreeter,
  URL_BASE,
} from './kernel';

const SHOT = resolve('../../docs/images/console.png');

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
  await deployGreeter('1.0.0');
  await installDriver('thermometer');
  await deleteInstance('lamp');
  await cli('instance', 'create', 'sample.thermometer@1.0.0', '--id', 'lamp', '--start');
});
afterAll(async () => {
  await removeGreeter();
  await deleteInstance('lamp');
  await browser.close();
});

const greeter = (page: Page) => page.getByRole('link', { name: /greeter/ }).first();

/** Pages about drivers, and what is on them once they are whole. */
const SHOWN = {
  '/instances': '.instance-table .tag',
  '/instances/lamp': '.usage .spark',
  '/instances/lamp/logs': '.log-row',
  '/instances/lamp/processes': '.processes tbody tr',
  '/instances/lamp/charts': '.chart canvas',
  '/instances/lamp/calls': '.empty',
  '/instances/lamp/config': '.config-editor',
  '/instances/lamp/commands': '.command',
  '/instances/lamp/events': '.empty',
  '/instances/lamp/updates': '.panel .field, .panel .quiet',
  '/instances?create=1': '[role=dialog] .choice',
  '/drivers': '.data-table a',
  '/drivers/sample.thermometer': '.driver-commands',
  '/drivers/sample.thermometer?view=defaults': '.config-editor',
  '/lab/sample.thermometer': '.lab-setup',
};

/** Every page in turn, each shown whole before `check`. */
async function onEachPage(page: Page, check: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`${APP}/`);
  await page.locator('.gauges').waitFor();
  await check('dashboard');
  await page.goto(`${APP}/plugins`);
  await greeter(page).waitFor();
  await check('plugins');
  await greeter(page).click();
  await page.locator('.command').first().waitFor();
  await check('plugin');
  for (const [path, shown] of Object.entries(SHOWN)) {
    await page.goto(`${APP}${path}`);
    await page.locator(shown).first().waitFor();
    await check(path);
  }
  await page.goto(`${APP}/osgi/bundles`);
  await page.frameLocator('iframe').locator('body').waitFor();
  await check('bundles');
  await page.goto(`${APP}/no/such/page`);
  await page.locator('.empty').waitFor();
  await check('not found');
}

describe('the dashboard', () => {
  it('shows_health_and_version', async () => {
    const { page, complaints } = await loggedIn(browser);
    const platform = (await (await page.request.get(`${URL_BASE}/api/platform`)).json()) as {
      version: string;
    };
    await page.getByText('Healthy').first().waitFor();
    await page.getByText(platform.version, { exact: true }).first().waitFor();
    if (process.env['BACKPLANE_SCREENSHOT']) {
      const points = `document.querySelector('.spark polyline')?.points.numberOfItems ?? 0`;
      const drawn = () => page.evaluate<number>(points);
      await expect.poll(drawn, { timeout: 50_000 }).toBeGreaterThan(12);
      await mkdir(dirname(SHOT), { recursive: true });
      await page.screenshot({ path: SHOT });
    }
    expect(complaints).toEqual([]);
  });

  it('keeps_the_filter_of_its_events_in_the_url', async () => {
    const { page } = await loggedIn(browser);
    await page.getByPlaceholder('Filter by type').fill('no such event anywhere');
    await page.getByText('No event matches').waitFor();
    await page.reload();
    await page.getByText('No event matches').waitFor();
  });

  it('lends_its_own_react_to_modules_loaded_at_run_time', async () => {
    const { page } = await loggedIn(browser);
    const version = await page.evaluate(`import('react').then((it) => it.version)`);
    expect(version).toMatch(/^19\./);
  });
});

describe.concurrent('every page', () => {
  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['zh', { locale: 'zh-CN' }],
  ] as const)('is_accessible_and_keeps_to_the_policy: %s', async (name, options) => {
    const { page, complaints } = await loggedIn(browser, options);
    await onEachPage(page, (what) => accessible(page, `${what}, ${name}`));
    expect(complaints).toEqual([]);
  });

  it('fits_a_narrow_screen', async () => {
    const { page, complaints } = await loggedIn(browser, { viewport: { width: 390, height: 844 } });
    await onEachPage(page, async (what) => {
      await fits(page);
      await accessible(page, `${what}, narrow`);
    });
    await page.getByRole('button', { name: 'Open menu' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Plugins' }).click();
    await page.waitForURL(`${APP}/plugins`);
    expect(complaints).toEqual([]);
  });
});

describe('the shell', () => {
  it('switches_theme_and_language_and_remembers_them', async () => {
    const { page } = await loggedIn(browser);
    await page.getByRole('button', { name: /^Theme/ }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '仪表盘' }).waitFor();
    const cookies = await page.context().cookies();
    const locale = cookies.find((it) => it.name === 'felix-webconsole-locale');
    expect(locale).toMatchObject({ value: 'zh', path: '/system/console' });
    await page.reload();
    await page.getByRole('heading', { name: '仪表盘' }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  it('goes_anywhere_by_keyboard', async () => {
    const { page, complaints } = await loggedIn(browser);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('plug');
    await accessible(page, 'palette');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${APP}/plugins`);
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.waitForURL(APP);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await accessible(page, 'shortcuts');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.getByRole('dialog', { name: 'Notifications' }).waitFor();
    await accessible(page, 'notifications');
    expect(complaints).toEqual([]);
  });

  it('reaches_and_commands_an_instance_by_keyboard', async () => {
    const { page } = await loggedIn(browser);
    const command = async (words: string) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').waitFor();
      await page.keyboard.type(words);
      await page.keyboard.press('Enter');
    };
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.waitForURL(`${APP}/instances`);
    await page.getByRole('searchbox', { name: /^Search by name/ }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('lamp');
    await page.waitForURL(/q=lamp/);
    await command('stop lamp');
    await page.getByRole('row').filter({ hasText: 'lamp' }).getByText('Stopped').waitFor();
    await command('start lamp');
    await page.getByRole('row').filter({ hasText: 'lamp' }).getByText('Running').waitFor();
  });

  it('shows_the_osgi_console_in_a_frame', async () => {
    const { page } = await loggedIn(browser);
    await page.getByRole('link', { name: 'Bundles' }).click();
    await page.waitForURL(`${APP}/osgi/bundles`);
    await page.frameLocator('iframe').getByText('System Bundle').first().waitFor();
    await live(page);
  });

  it('shows_every_osgi_page_that_its_menu_names', async () => {
    const { page } = await loggedIn(browser);
    for (const name of ['Components', 'Services', 'Configuration', 'Logs']) {
      const framed = page.waitForResponse((it) => it.frame() !== page.mainFrame());
      await page.getByRole('link', { name, exact: true }).click();
      expect((await framed).status(), name).toBe(200);
      await page.frameLocator('iframe').locator('#content').waitFor();
    }
  });
});

import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessible, fits, launch, live, loggedIn } from './browser';
import { APP, deployGreeter, removeGreeter, URL_BASE } from './kernel';

const SHOT = resolve('../../docs/images/console.png');

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
  await deployGreeter('1.0.0');
});
afterAll(async () => {
  await removeGreeter();
  await browser.close();
});

const greeter = (page: Page) => page.getByRole('link', { name: /greeter/ }).first();

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

describe('every page', () => {
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

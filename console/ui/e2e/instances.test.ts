import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessible, launch, loggedIn, type Watched } from './browser';
import { APP, cli, deleteInstance, installDriver } from './kernel';

let browser: Browser;
let watched: Watched;
let page: Page;

const ID = 'oven';
const LINES_UP = /thermometer 1\.0\.0 is up/;

const tab = (name: string) =>
  page.getByRole('navigation', { name: 'Parts of this instance' }).getByRole('link', { name });
const button = (name: string | RegExp, exact = true) => page.getByRole('button', { name, exact });
const header = () => page.locator('.instance-head');
const pid = async () => Number(/PID\s*(\d+)/.exec(await header().innerText())?.[1] ?? 0);
const running = () => header().getByText('Running').waitFor();

/** Opens one of antd's lists and takes an entry. */
async function choose(list: Locator, entry: string): Promise<void> {
  await list.click();
  await page.locator('.ant-select-item-option').filter({ hasText: entry }).first().click();
}

/** One visit in which the page is never loaded again: each test goes on from the one before. */
beforeAll(async () => {
  await deleteInstance(ID);
  await installDriver('thermometer');
  await installDriver('thermometer-1.1.0');
  browser = await launch();
  watched = await loggedIn(browser);
  ({ page } = watched);
  page.setDefaultTimeout(15_000);
  await page.goto(`${APP}/instances`);
  await page.evaluate('globalThis.visit = 1');
});
afterAll(async () => {
  await browser.close();
  await deleteInstance(ID);
});

describe('an instance', () => {
  it('is_made_in_the_dialog_and_runs', async () => {
    await button('New instance', false).click();
    const dialog = page.getByRole('dialog');
    await choose(dialog.getByLabel('Package'), 'sample.thermometer');
    await choose(dialog.getByLabel('Version'), '1.0.0');
    await dialog.getByLabel('Name').fill(ID);
    await dialog.getByLabel('Labels').fill('room=lab');
    await dialog.getByLabel(/^interval_ms/).waitFor();
    await accessible(page, 'create dialog', '[role=dialog]');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL(`${APP}/instances/${ID}`);
    await running();
    expect(await pid()).toBeGreaterThan(1);
  });

  it('is_found_by_label_and_opened_by_its_row', async () => {
    await page.getByRole('link', { name: 'Instances', exact: true }).click();
    await page.getByPlaceholder('Search by name').fill('room=lab');
    await page.waitForURL(/q=room%3Dlab/);
    const row = page.getByRole('row').filter({ hasText: ID });
    await row.getByText('sample.thermometer@1.0.0').click();
    await page.waitForURL(`${APP}/instances/${ID}`);
  });

  it('stops_and_starts', async () => {
    await button('Stop', false).click();
    await header().getByText('Stopped').waitFor();
    await button('Start', false).click();
    await running();
  });
});

describe('its log', () => {
  const follow = () => button('Follow').getAttribute('aria-pressed');

  it('is_followed_as_it_is_written', async () => {
    await tab('Logs').click();
    const lines = page.getByText(LINES_UP);
    await lines.last().waitFor();
    const before = await lines.count();
    await cli('instance', 'restart', ID);
    await expect.poll(() => lines.count()).toBeGreaterThan(before);
    expect(await follow()).toBe('true');
  });

  it('pauses_when_it_is_scrolled_up_and_counts_what_is_new', async () => {
    for (let i = 0; i < 6; i++) await cli('instance', 'restart', ID);
    const list = page.getByRole('log');
    await list.hover();
    await page.mouse.wheel(0, -2000);
    await expect.poll(follow).toBe('false');
    await cli('instance', 'restart', ID);
    const unseen = button(/new lines?$/, false);
    await unseen.waitFor();
    await unseen.click();
    await expect.poll(follow).toBe('true');
    await page.getByText('To the end').waitFor({ state: 'detached' });
  });

  it('is_searched_by_expression', async () => {
    await page.getByRole('searchbox', { name: 'Search' }).fill('is (up|down)');
    await page.getByText('0/0').waitFor();
    await button('Regular expression').click();
    await page.getByText(/^0\/[1-9]/).waitFor();
    await page.getByRole('searchbox', { name: 'Search' }).press('Enter');
    await page.getByText(/^1\/[1-9]/).waitFor();
    await page.locator('.log-current mark').waitFor();
    await page.getByRole('searchbox', { name: 'Search' }).press('Shift+Enter');
    await page.getByText(/^([2-9]|\d\d)\/[1-9]/).waitFor();
  });

  it('is_filtered_by_level_and_stream', async () => {
    await choose(page.getByLabel('Stream', { exact: true }), 'kernel');
    await page.waitForURL(/stream=kernel/);
    await page
      .getByText(/running, pid/)
      .last()
      .waitFor();
    await expect.poll(() => page.getByText(LINES_UP).count()).toBe(0);
    await choose(page.getByLabel('Level', { exact: true }), 'Errors');
    await page.getByText('No line matches').waitFor();
  });
});

describe('a log that is written fast', () => {
  const TALKER = 'talker';
  let folder: string;
  const removed = async () => {
    await deleteInstance(TALKER);
    await cli('package', 'remove', TALKER).catch(() => undefined);
  };
  beforeAll(async () => {
    await removed();
    folder = await mkdtemp(join(tmpdir(), 'backplane-talker-'));
    const files = {
      'manifest.json': `{"manifestVersion": "1", "id": "${TALKER}", "name": "Talker", "version": "1.0.0"}`,
      'config.schema.json': '{}',
      'index.js': `let n = 0; setInterval(() => console.log('word ' + n++), 20);`,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await cli('package', 'install', folder);
    const profile = ['--profile', 'keepalive'];
    await cli('instance', 'create', TALKER, '--id', TALKER, ...profile, '--start');
  });
  afterAll(async () => {
    await removed();
    await rm(folder, { recursive: true, force: true });
  });

  it('lets_itself_be_scrolled_up_at_any_moment', async () => {
    const { page: other, complaints } = await loggedIn(browser);
    await other.goto(`${APP}/instances/${TALKER}/logs`);
    const follows = other.getByRole('button', { name: 'Follow', exact: true });
    const pressed = () => follows.getAttribute('aria-pressed');
    const newest = async () => {
      const words = (await other.getByRole('log').innerText()).match(/word \d+/g);
      return Number(words?.at(-1)?.slice('word '.length) ?? 0);
    };
    for (let round = 0; round < 5; round++) {
      const before = await newest();
      await expect.poll(newest, { timeout: 20_000 }).toBeGreaterThan(before + 80);
      await other.getByRole('log').hover();
      await other.mouse.wheel(0, -600);
      await expect.poll(pressed, { timeout: 10_000 }).toBe('false');
      await follows.click();
      await expect.poll(pressed, { timeout: 10_000 }).toBe('true');
    }
    expect(complaints).toEqual([]);
    await other.context().close();
  });
});

describe('its processes', () => {
  it('come_back_under_another_pid_when_one_is_killed', async () => {
    await tab('Processes').click();
    await running();
    const old = await pid();
    await button(`Kill process ${old}`).click();
    await page.getByRole('tooltip').getByRole('button', { name: 'Kill' }).click();
    await expect.poll(pid, { timeout: 20_000 }).not.toBe(old);
    await expect.poll(pid, { timeout: 20_000 }).toBeGreaterThan(1);
    await running();
    await button(`Kill process ${await pid()}`).waitFor();
  });

  it('are_drawn_over_time', async () => {
    await tab('Charts').click();
    const chart = page.getByRole('img', { name: /^Memory/ });
    await chart.locator('canvas').waitFor();
    expect(await page.locator('.chart').count()).toBe(4);
  });
});

describe('its configuration', () => {
  const interval = () => page.getByLabel(/^interval_ms/);

  it('is_checked_at_the_field', async () => {
    await tab('Configuration').click();
    await interval().fill('5');
    await button('Review changes').click();
    await page.getByText('At least 20.').waitFor();
    expect(await interval().getAttribute('aria-invalid')).toBe('true');
  });

  it('is_not_lost_by_leaving', async () => {
    await tab('Overview').click();
    await page.getByText('Leave without saving?').waitFor();
    await button('Stay').click();
    expect(await interval().inputValue()).toBe('5');
  });

  it('shows_what_the_kernel_refuses', async () => {
    await page.getByText('JSON', { exact: true }).click();
    const json = page.getByLabel('Configuration as JSON');
    await json.fill('{"interval_ms": 250, "nope": 1}');
    await button('Review changes').click();
    await button('Save, apply on restart').click();
    await page.getByText(/^nope: /).waitFor();
    await json.fill('{"interval_ms": 250}');
    await page.getByText('Form', { exact: true }).click();
    expect(await interval().inputValue()).toBe('250');
  });

  it('is_applied_after_the_changes_were_shown', async () => {
    const old = await pid();
    await button('Review changes').click();
    const changes = page.getByRole('table', { name: 'Changes against what is running' });
    const row = changes.getByRole('row').filter({ hasText: 'interval_ms' });
    await row.filter({ hasText: '250' }).waitFor();
    await accessible(page, 'review', '[role=dialog]');
    await button('Save and apply now').click();
    await page.getByText('Version 2').waitFor();
    await expect.poll(pid, { timeout: 20_000 }).not.toBe(old);
    await running();
  });

  it('is_taken_back', async () => {
    await page.getByText('Version 1').click();
    await button('Revert to this').click();
    await page.getByRole('tooltip').getByRole('button', { name: 'Revert to this' }).click();
    await page.getByText('Version 3').waitFor();
    await expect.poll(() => interval().inputValue()).toBe('1000');
  });
});

describe('its commands', () => {
  it('are_called_and_listed', async () => {
    await tab('Commands').click();
    const read = page.getByRole('article', { name: 'read', exact: true });
    await read.getByRole('button', { name: 'Try it' }).click();
    await read.getByText(`backplane call driver:${ID} read`).waitFor();
    await read.getByRole('button', { name: 'Call', exact: true }).click();
    await read.getByLabel('Answer').filter({ hasText: 'celsius' }).waitFor();
    await tab('Calls').click();
    const row = page.getByRole('row').filter({ hasText: 'read' });
    await row.filter({ hasText: 'Done' }).waitFor();
  });
});

describe('its versions', () => {
  it('are_changed_by_a_plan_and_back', async () => {
    await tab('Updates').click();
    await choose(page.getByLabel('Version', { exact: true }), '1.1.0');
    await page.getByLabel('Health window').fill('1');
    await button('Show the plan').click();
    const plan = page.getByRole('region', { name: 'Plan: 1.0.0 → 1.1.0' });
    await plan.getByText('stats').waitFor();
    await accessible(page, 'plan');
    await button('Update to 1.1.0').click();
    await header().getByText('sample.thermometer@1.1.0').waitFor({ timeout: 30_000 });
    await page.getByText('committed', { exact: false }).first().waitFor({ timeout: 30_000 });
    await button('Roll back').click();
    await page.getByRole('tooltip').getByRole('button', { name: 'Roll back' }).click();
    await header().getByText('sample.thermometer@1.0.0').waitFor({ timeout: 30_000 });
  });
});

describe('all of this', () => {
  it('needed_no_reload_and_raised_no_complaint', async () => {
    expect(await page.evaluate('globalThis.visit')).toBe(1);
    // the browser itself reports the refused configuration
    expect(watched.complaints.filter((it) => !it.includes('Failed to load resource'))).toEqual([]);
  });

  it('is_gone_once_its_name_was_typed', async () => {
    await button('More actions').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByLabel(/to confirm/).fill(ID);
    await button('Delete').click();
    await page.waitForURL(`${APP}/instances`);
    await page.getByPlaceholder('Search by name').waitFor();
    await page.getByRole('row').filter({ hasText: ID }).waitFor({ state: 'detached' });
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, loggedIn, type Watched } from './browser';
import { APP, deployBroken, deployGreeter, removeBroken, removeGreeter } from './kernel';

let browser: Browser;
let watched: Watched;
let page: Page;

const row = () => page.getByRole('row').filter({ hasText: 'greeter' });
const cleared = () => Promise.all([removeGreeter(), removeBroken()]);

/** One visit in which the page is never loaded again: each test goes on from the one before. */
beforeAll(async () => {
  await cleared();
  browser = await launch();
  watched = await loggedIn(browser);
  ({ page } = watched);
  await page.goto(`${APP}/plugins`);
  await row().waitFor({ state: 'detached' });
  await page.evaluate('globalThis.visit = 1');
});
afterAll(async () => {
  await cleared();
  await browser.close();
});

describe('a plugin', () => {
  it('appears_when_its_jar_is_copied_into_the_deploy_directory', async () => {
    await deployGreeter('1.0.0');
    await row().filter({ hasText: '1.0.0' }).filter({ hasText: 'Active' }).waitFor();
  });

  it('answers_a_call_from_the_form', async () => {
    await row().getByRole('link').click();
    const hello = page.getByRole('article', { name: 'hello', exact: true });
    await hello.getByRole('button', { name: 'Try it' }).click();
    await hello.getByLabel(/^name/).fill('World');
    await hello.getByText('backplane call greeter hello name=World').waitFor();
    await hello.getByRole('button', { name: 'Call', exact: true }).click();
    await hello.getByLabel('Answer').filter({ hasText: 'World' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(`${APP}/plugins`);
  });

  it('changes_its_version_when_the_jar_is_replaced', async () => {
    await deployGreeter('1.1.0');
    await row().filter({ hasText: '1.1.0' }).filter({ hasText: 'Active' }).waitFor();
  });

  it('is_gone_when_its_file_is_removed', async () => {
    await removeGreeter();
    await row().waitFor({ state: 'detached' });
  });
});

describe('a broken jar', () => {
  it('is_shown_with_the_reason_until_it_is_removed', async () => {
    await deployBroken();
    const rejected = page.getByRole('listitem').filter({ hasText: 'broken.jar' });
    await rejected.waitFor();
    expect((await rejected.locator('span').innerText()).length).toBeGreaterThan(5);
    await removeBroken();
    await rejected.waitFor({ state: 'detached' });
  });

  it('is_refused_with_the_reason_when_it_is_uploaded', async () => {
    const buffer = Buffer.from('this is not a jar');
    const file = { name: 'broken.jar', mimeType: 'application/java-archive', buffer };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('Not installed').waitFor();
    await page.getByRole('button', { name: 'Dismiss broken.jar' }).click();
  });
});

describe('all of this', () => {
  it('needed_no_reload_and_raised_no_complaint', async () => {
    expect(await page.evaluate('globalThis.visit')).toBe(1);
    // the browser itself reports the refused upload
    expect(watched.complaints.filter((it) => !it.includes('Failed to load resource'))).toEqual([]);
  });
});

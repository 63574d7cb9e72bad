import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessible, launch, live, loggedIn, watched } from './browser';
import { APP, loginLink, TOKEN, URL_BASE } from './kernel';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('logging in', () => {
  it('a_login_link_opens_the_dashboard_once', async () => {
    const link = await loginLink();
    const first = await watched(browser);
    await first.page.goto(link);
    await first.page.waitForURL(`${APP}/`);
    await live(first.page);
    expect(first.complaints).toEqual([]);

    const second = await watched(browser);
    await second.page.goto(link);
    await second.page.getByText('no longer valid').waitFor();
    expect(second.page.url()).not.toContain('code=');
  });

  it('a_login_link_works_in_a_tab_that_shows_the_login_page', async () => {
    const { page, complaints } = await watched(browser);
    await page.goto(`${URL_BASE}/login`);
    await page.getByLabel('Token').waitFor();
    await page.goto(await loginLink());
    await page.waitForURL(`${APP}/`);
    expect(complaints).toEqual([]);
  });

  it('a_token_leads_back_to_where_the_user_wanted_to_go', async () => {
    const { page, complaints } = await watched(browser);
    await page.goto(`${APP}/plugins?state=active`);
    await page.waitForURL(`${URL_BASE}/login?next=**`);
    await accessible(page, 'login');
    await page.getByLabel('Token').fill(TOKEN);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${APP}/plugins?state=active`);
    await live(page);
    expect(complaints).toEqual([]);
  });

  it('a_wrong_token_is_refused_in_the_language_of_the_browser', async () => {
    const { page } = await watched(browser, { locale: 'zh-CN', colorScheme: 'dark' });
    await page.goto(`${URL_BASE}/login`);
    await accessible(page, 'login, dark, zh');
    await page.getByLabel('令牌').fill('wrong');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('令牌无效').waitFor();
  });

  it('logging_out_ends_the_session', async () => {
    const { page } = await loggedIn(browser);
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByText('Log out').click();
    await page.waitForURL(`${URL_BASE}/login`);
    await page.goto(`${APP}/`);
    await page.waitForURL(`${URL_BASE}/login?next=**`);
  });
});

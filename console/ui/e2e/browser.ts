import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { AxeResults } from 'axe-core';
import { expect } from 'vitest';
import { APP, loginLink } from './kernel';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['BACKPLANE_CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: ARGS,
  });

/** A page together with everything it complained of. */
export interface Watched {
  page: Page;
  complaints: string[];
}

/** The OSGi console's own pages answer for themselves. */
const legacy = (url: string) => /\/system\/console\/(?!app)/.test(url);

/** A page in a context of its own: no cookies, no memory. */
export async function watched(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...options,
  });
  const complaints: string[] = [];
  await context.exposeBinding('reportViolation', ({ frame }, text: string) => {
    if (!legacy(frame.url())) complaints.push(`CSP: ${text}`);
  });
  await context.addInitScript(
    `addEventListener('securitypolicyviolation', (it) =>
       reportViolation(it.violatedDirective + ' ' + it.blockedURI + ' ' + it.sourceFile));`,
  );
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const heard = message.type() === 'error' || message.type() === 'warning';
    if (heard && !legacy(message.location().url)) {
      complaints.push(`${message.type()}: ${message.text()}`);
    }
  });
  return { page, complaints };
}

/** A page of the console, logged in by a login link and live. */
export async function loggedIn(browser: Browser, options?: BrowserContextOptions) {
  const result = await watched(browser, options);
  await result.page.goto(await loginLink());
  await result.page.waitForURL(`${APP}/**`);
  await live(result.page);
  await painted(result.page);
  return result;
}

/** Chromium drops keys until a page has been painted. */
const painted = (page: Page): Promise<unknown> =>
  page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');

export const live = (page: Page): Promise<void> =>
  page.locator('.connection-text[data-phase="live"]').waitFor();

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Expects that axe has nothing to say against the page as it stands.
 *
 * @param within what lies over the page, where what is dimmed below does not count
 */
export async function accessible(page: Page, what: string, within = 'html'): Promise<void> {
  await page.evaluate(await axe);
  const { violations } = (await page.evaluate(
    `axe.run({ include: ['${within}'], exclude: ['iframe'] }, { resultTypes: ['violations'] })`,
  )) as AxeResults;
  const told = violations.map(
    ({ id, impact, nodes }) =>
      `${what}: ${id} (${impact}) ${nodes.map((it) => `${it.target} ${it.html}`).join(' ')}`,
  );
  expect(told).toEqual([]);
}

/** Expects that nothing sticks out to the right. */
export async function fits(page: Page): Promise<void> {
  const excess = await page.evaluate(`
    [document.documentElement, document.getElementById('content')]
      .map((it) => (it ? it.scrollWidth - it.clientWidth : 0))`);
  expect(excess).toEqual([0, 0]);
}

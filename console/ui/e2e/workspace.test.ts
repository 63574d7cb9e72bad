import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessible, launch, live, loggedIn, type Watched } from './browser';
import { APP, cli, deleteInstance, installDriver } from './kernel';

const SERVICE = 'sums';

let browser: Browser;
let watched: Watched;
let page: Page;

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const editor = () => page.locator('.monaco-editor .view-lines').first();
const shown = (text: string | RegExp) => page.locator('.view-line', { hasText: text }).first();
const output = () => page.getByRole('log');
const dirty = () => page.getByRole('list', { name: 'Open files' }).getByLabel('Not saved');
const removed = async () => {
  await deleteInstance(SERVICE);
  await cli('package', 'remove', SERVICE).catch(() => undefined);
};

/** Types over all that stands in the editor, as it is: without the brackets it would add. */
async function write(text: string): Promise<void> {
  await editor().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

beforeAll(async () => {
  await removed();
  await installDriver('calculator');
  browser = await launch();
  watched = await loggedIn(browser);
  ({ page } = watched);
});
afterAll(async () => {
  await browser.close();
  await removed();
  await cli('package', 'remove', 'sample.calculator').catch(() => undefined);
});

describe('a service', () => {
  it('is_made_of_a_template_and_opens_in_its_workspace', async () => {
    await page.goto(`${APP}/drivers?kind=service`);
    await button('New service').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio').first().waitFor();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('not a name');
    await dialog.getByText(/^Letters, digits/).waitFor();
    await accessible(page, 'new service', '[role=dialog]');
    await dialog.getByRole('radio', { name: /^Driver/ }).click();
    await dialog.getByRole('textbox', { name: 'Name' }).fill(SERVICE);
    await button('Create and open').click();
    await page.waitForURL(`${APP}/workspace/${SERVICE}`);
    await page.getByRole('treeitem', { name: /index\.js/ }).waitFor();
    await shown('import').waitFor();
    await accessible(page, 'workspace');
  });

  it('completes_the_commands_and_parameters_of_a_driver', async () => {
    await write(
      "import { openDriver } from 'stdiolink';\n" +
        "import { resolveDriver } from 'stdiolink/driver';\n\n" +
        "const drv = await openDriver(resolveDriver('stdio.drv.calculator'));\n" +
        'const sum = await drv',
    );
    await page.keyboard.type('.');
    const offered = page.locator('.suggest-widget .monaco-list-row');
    await offered.filter({ hasText: 'add' }).first().waitFor();
    await page.keyboard.insertText('add({ ');
    await page.keyboard.press('Control+Space');
    await offered.filter({ hasText: /^b/ }).first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('shows_what_is_wrong_with_its_code', async () => {
    await page.keyboard.insertText("a: 1, b: 'two' });\n");
    await button(/^Problems/).click();
    const problem = page.locator('.find-error', { hasText: 'not assignable' });
    await problem.first().click();
    await accessible(page, 'problems');
    await page.keyboard.press('Control+End');
    await write(
      "import { openDriver } from 'stdiolink';\n" +
        "import { resolveDriver } from 'stdiolink/driver';\n\n" +
        "const drv = await openDriver(resolveDriver('stdio.drv.calculator'));\n" +
        'const sum = await drv.add({ a: 19, b: 23 });\n' +
        'console.log(`the sum is ${JSON.stringify(sum)}`);\n' +
        'drv.$close();\n' +
        "console.log(new Error('where is this?').stack);\n",
    );
    await problem.first().waitFor({ state: 'detached' });
  });

  it('runs_and_shows_its_output', async () => {
    await dirty().waitFor();
    await button(/^(Run|Restart)$/).click();
    await output()
      .getByText(/the sum is .*42/)
      .first()
      .waitFor();
    await dirty().waitFor({ state: 'detached' });
    await accessible(page, 'output');
  });

  it('leads_from_a_stack_trace_to_the_code', async () => {
    await output()
      .getByRole('button', { name: /index\.js:8/ })
      .first()
      .click();
    await page.locator('.monaco-editor .active-line-number', { hasText: /^8$/ }).waitFor();
    await button('Run').waitFor();
  });

  it('takes_what_others_write_and_asks_where_both_wrote', async () => {
    await page.getByRole('treeitem', { name: /config\.schema\.json/ }).click();
    await shown(/^\{/).waitFor();
    const path = `/api/files/${SERVICE}/workspace/config.schema.json`;
    await overwritten(path, '{ "first": { "type": "int" } }\n');
    await shown('first').waitFor();
    await write('{ "mine": { "type": "int" } }');
    await overwritten(path, '{ "second": { "type": "int" } }\n');
    await page.getByText(/was changed elsewhere/).waitFor();
    await button('Compare').click();
    await shown('second').waitFor();
    await accessible(page, 'conflict');
    await button('Take theirs').click();
    await dirty().waitFor({ state: 'detached' });
  });

  it('keeps_its_files_in_order', async () => {
    await page.getByRole('treeitem', { name: 'workspace', exact: true }).focus();
    await page.getByRole('treeitem', { name: 'index.js' }).click();
    await button('New folder').click();
    await page.getByRole('textbox', { name: 'New folder' }).fill('lib');
    await page.keyboard.press('Enter');
    await page.getByRole('treeitem', { name: 'lib' }).click();
    await button('New file').click();
    await page.getByRole('textbox', { name: 'New file' }).fill('figures.js');
    await page.keyboard.press('Enter');
    await page.getByRole('treeitem', { name: 'figures.js' }).click();
    await write('export const answer = 42;\n');
    await page.keyboard.press('Control+S');
    await dirty().waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Shift+F');
    await page.getByRole('searchbox', { name: 'Find in files' }).fill('answer');
    await page.locator('.find-hit', { hasText: 'answer' }).first().click();
    await page.keyboard.press('Control+P');
    await page.keyboard.insertText('inde');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await shown('openDriver').waitFor();
    await button('Files').click();
    await page.getByRole('treeitem', { name: 'lib' }).click();
    await page.getByRole('treeitem', { name: 'lib' }).press('Delete');
    await page.getByLabel(/to confirm/).fill('lib');
    await button('Delete').click();
    await page.getByRole('treeitem', { name: 'lib' }).waitFor({ state: 'detached' });
  });

  it('is_published_as_a_version_of_its_package', async () => {
    await button('Publish').click();
    const version = page.getByRole('textbox', { name: 'Version' });
    expect(await version.inputValue()).toBe('0.1.1');
    await version.press('Enter');
    await page.getByText(`${SERVICE}@0.1.1 is installed`).waitFor();
    await page.getByText('Code of the package').waitFor();
  });

  it('stands_in_dark_and_in_chinese', async () => {
    const other = await loggedIn(browser, { colorScheme: 'dark', locale: 'zh-CN' });
    await other.page.goto(`${APP}/workspace/${SERVICE}`);
    await live(other.page);
    await other.page.getByRole('button', { name: '编辑代码' }).first().click();
    await other.page.locator('.view-line').first().waitFor();
    await accessible(other.page, 'workspace in dark and Chinese');
    expect(other.complaints).toEqual([]);
    await other.page.context().close();
  });

  it('raised_no_complaint', () => expect(watched.complaints).toEqual([]));
});

/** Writes a file as somebody else would. */
async function overwritten(path: string, text: string): Promise<void> {
  const answer = await page.evaluate(
    async ([at = '', body = '']) => {
      const { headers } = await fetch(at);
      const etag = headers.get('ETag') ?? '';
      const init = { method: 'PUT', headers: { 'If-Match': etag }, body };
      return (await fetch(at, init)).status;
    },
    [path, text],
  );
  expect(answer).toBe(200);
}

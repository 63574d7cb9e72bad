import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessible, fits, launch, live, loggedIn, watched, type Watched } from './browser';
import { startNats, type NatsServer } from './nats';
import { APP, cli, loginLink, TOKEN, URL_BASE, viewerToken } from './kernel';

let browser: Browser;
let visit: Watched;
let page: Page;

const HERE = `${APP}/observability`;
const box = (name: RegExp | string) => page.getByRole('treeitem', { name }).first();
const tab = (name: string) => page.locator('.tabs').getByRole('link', { name, exact: true });

interface Taken {
  id: number;
}
const take = async (type: string): Promise<number> =>
  (
    JSON.parse(
      await cli('runtime', 'profile', '--type', type, '--duration', '1s', '--json'),
    ) as Taken
  ).id;

/** Gives the kernel something to do while it is looked at. */
async function busy(work: Promise<unknown>): Promise<void> {
  let over = false;
  const end = work.finally(() => (over = true));
  while (!over) {
    await fetch(`${URL_BASE}/api/plugins`, { headers: { Authorization: `Bearer ${TOKEN}` } });
  }
  await end;
}

/** One visit in which the page is never loaded again. */
beforeAll(async () => {
  browser = await launch();
  visit = await loggedIn(browser);
  ({ page } = visit);
});
afterAll(() => browser.close());

describe('the health of the kernel', () => {
  it('is_a_tree_of_checks_with_their_facts', async () => {
    await page.getByRole('link', { name: 'Observability' }).click();
    await page.getByRole('heading', { name: 'Observability' }).waitFor();
    const checks = page.getByRole('list', { name: 'Checks' });
    await checks.getByText('disk', { exact: true }).click();
    await checks.getByText('freeBytes').first().waitFor();
    await accessible(page, 'health');
    await fits(page);
  });

  it('can_be_narrowed_to_what_needs_a_look', async () => {
    await page.getByRole('checkbox').check();
    await page.waitForURL(`${HERE}?only=bad`);
    await page.getByText('Nothing needs a look').waitFor();
    await page.getByRole('checkbox').uncheck();
  });
});

describe('the metrics of the kernel', () => {
  it('are_drawn_and_listed', async () => {
    await tab('Metrics').click();
    const heap = page.getByRole('region', { name: 'Heap in use' });
    await heap.getByRole('img', { name: /now [\d.]+ MB/ }).waitFor();
    await heap.locator('canvas').waitFor();
    await page.getByRole('searchbox').fill('jvm_threads');
    await page.getByText('1 value', { exact: true }).waitFor();
    await page.getByRole('row', { name: /jvm_threads/ }).waitFor();
    await page.getByText('24 h').click();
    await page.waitForURL(/range=24h/);
    await heap.locator('canvas').waitFor();
    await accessible(page, 'metrics');
    await fits(page);
  });
});

describe('a profile', () => {
  it('is_recorded_and_shown_as_a_flame_graph', async () => {
    await tab('Profiles').click();
    await page.getByText('No profiles yet').waitFor();
    await page.getByLabel('How long, in seconds').fill('1');
    await busy(
      (async () => {
        await page.getByRole('button', { name: 'Record' }).click();
        await box(/^All, 100\.0 %/).waitFor();
      })(),
    );
    expect(await page.getByRole('treeitem').count()).toBeGreaterThan(5);
    await accessible(page, 'flame graph');
    await fits(page);
  });

  it('is_zoomed_by_keys_and_by_clicks', async () => {
    await box(/^All/).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Zoom out' }).waitFor();
    const owner = page.locator('[role=treeitem][aria-level="2"]');
    expect(await owner.count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Zoom out' }).waitFor({ state: 'detached' });
    await owner.first().click();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('button', { name: 'Zoom out' }).waitFor({ state: 'detached' });
  });

  it('is_searched', async () => {
    await page.getByRole('searchbox').fill('run');
    await page.getByText(/^\d+\.\d % matches$/).waitFor();
    expect(await page.locator('.flame-found').count()).toBeGreaterThan(0);
    await accessible(page, 'search in a flame graph');
    await page.getByText('Hottest functions').click();
    await page.getByRole('columnheader', { name: 'In itself' }).waitFor();
    await accessible(page, 'hottest functions');
    await page.getByText('Flame graph').click();
    await page.getByRole('searchbox').fill('');
  });

  it('is_compared_with_another', async () => {
    await busy(take('cpu'));
    await page.getByRole('combobox', { name: 'Compare with' }).click();
    await page.locator('.ant-select-item-option').nth(1).click();
    await box(/^All, .*before 100\.0 %/).waitFor();
    await page.getByText('has grown').waitFor();
    expect(page.url()).toContain('with=');
    await accessible(page, 'two profiles');
  });

  it('is_written_for_other_tools', async () => {
    const ends = {
      Collapsed: /^profile-\d+\.txt$/,
      Speedscope: /\.speedscope\.json$/,
      JFR: /\.jfr$/,
    };
    for (const [name, end] of Object.entries(ends)) {
      const wait = page.waitForEvent('download');
      await page.getByRole('link', { name, exact: true }).click();
      expect((await wait).suggestedFilename()).toMatch(end);
    }
  });

  it('of_memory_says_what_has_grown', async () => {
    const id = await take('memory');
    await page.getByRole('link', { name: 'Profiles', exact: true }).last().click();
    await page.getByRole('link', { name: `Memory #${id}` }).click();
    await box(/^All, 100\.0 %, [\d.]+ [KM]B/).waitFor();
    await page.getByText('Grown classes').click();
    await page.getByRole('columnheader', { name: 'Instances' }).waitFor();
    await accessible(page, 'grown classes');
  });

  it('is_deleted', async () => {
    const path = new URL(page.url()).searchParams.get('id');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.locator('.ant-popconfirm').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('link', { name: `Memory #${path}` }).waitFor({ state: 'detached' });
    await page
      .getByRole('link', { name: /^CPU #/ })
      .first()
      .waitFor();
  });
});

describe('shared state', () => {
  const dialog = () => page.getByRole('dialog', { name: 'site/theme', exact: true });

  it('appears_as_it_is_set_by_anybody', async () => {
    await tab('State').click();
    await page.getByText('No keys yet').waitFor();
    await cli('runtime', 'state-set', 'site/theme', 'dark');
    await page.getByRole('row', { name: /site\/theme dark/ }).waitFor();
    await cli('runtime', 'state-set', 'limits', '{"cpu": 2}', '--json-value');
    await page.getByRole('row', { name: /limits \{"cpu":2\}/ }).waitFor();
    await page.getByRole('searchbox').fill('site/');
    await page.getByRole('row', { name: /limits/ }).waitFor({ state: 'detached' });
    await accessible(page, 'state');
    await fits(page);
  });

  it('is_edited_and_keeps_its_history', async () => {
    await page.getByRole('button', { name: 'site/theme' }).click();
    await dialog().getByText('There is none here.').waitFor();
    await dialog().getByRole('button', { name: 'Edit' }).click();
    const edit = page.getByRole('dialog', { name: 'Edit site/theme' });
    await edit.getByRole('textbox', { name: 'Value' }).fill('blue');
    await edit.getByRole('button', { name: 'Save' }).click();
    await edit.waitFor({ state: 'detached' });
    await dialog().locator('.state-versions').getByText('dark').waitFor();
    await accessible(page, 'key', '.ant-drawer');
    expect(await cli('runtime', 'state-get', 'site/theme')).toContain('blue');
  });

  it('is_deleted_by_its_typed_name', async () => {
    await dialog().getByRole('button', { name: 'Delete' }).click();
    const confirm = page.getByRole('dialog', { name: 'Delete site/theme?' });
    await confirm.getByRole('textbox').fill('site/theme');
    await confirm.getByRole('button', { name: 'Delete' }).click();
    await dialog().getByRole('button', { name: 'Set again' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('No key begins like this').waitFor();
  });

  it('says_that_there_are_no_conflicts_and_nothing_waits', async () => {
    await page.getByText('Conflicts', { exact: true }).click();
    await page.getByText('No conflicts').waitFor();
    await page.getByText('Quarantine', { exact: true }).click();
    await page.getByText('Nothing in quarantine').waitFor();
    await accessible(page, 'quarantine');
  });
});

describe('joined kernels', () => {
  let server: NatsServer;
  beforeAll(async () => {
    server = await startNats();
  });
  afterAll(() => server.stop());

  it('share_by_a_server_that_is_named', async () => {
    await page.getByText('Kernels', { exact: true }).click();
    await page.getByRole('button', { name: 'Join other kernels' }).click();
    const dialog = page.getByRole('dialog', { name: 'Join other kernels' });
    const url = dialog.getByRole('textbox', { name: /^Server/ });
    await url.fill('nats://127.0.0.1:1');
    await dialog.getByRole('button', { name: 'Join', exact: true }).click();
    await dialog.getByText(/cannot be joined/).waitFor();
    expect(visit.complaints.splice(0)).toEqual([expect.stringContaining('status of 400')]);
    await accessible(page, 'join', '.ant-modal');
    await url.fill(server.url);
    await dialog.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByText('Connected', { exact: true }).waitFor();
    await page.getByText('this kernel').waitFor();
    await accessible(page, 'kernels');
    await fits(page);
  });

  it('go_on_alone_when_they_are_asked_to', async () => {
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: 'Leave' }).click();
    await page.getByText('Joined to none').waitFor();
  });
});

describe('who looks', () => {
  it('may_see_all_and_change_nothing_as_a_viewer', async () => {
    const token = await viewerToken();
    const post = await fetch(`${URL_BASE}/api/profiles`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: '{}',
    });
    expect(post.status).toBe(403);
  });

  it('finds_it_in_the_dark_in_chinese_and_on_a_telephone', async () => {
    const taking = take('cpu');
    await busy(taking);
    const id = await taking;
    const phone = await watched(browser, {
      viewport: { width: 390, height: 800 },
      colorScheme: 'dark',
      locale: 'zh-CN',
    });
    await phone.page.goto(await loginLink());
    await phone.page.waitForURL(`${APP}/**`);
    for (const path of [
      '',
      '/metrics',
      '/profiles',
      `/profiles?id=${id}`,
      '/state',
      '/state?view=kernels',
    ]) {
      await phone.page.goto(HERE + path);
      await live(phone.page);
      await phone.page.locator('.panel').first().waitFor();
      await accessible(phone.page, `${path}, dark, zh, narrow`);
      await fits(phone.page);
    }
    expect(phone.complaints).toEqual([]);
    await phone.page.context().close();
  });

  it('hears_no_complaint', () => expect(visit.complaints).toEqual([]));
});

import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Instance } from '../src/api/instance';
import type { Role } from '../src/api/types';
import { useSession } from '../src/app/session';
import { startI18n } from '../src/i18n';
import { useLive } from '../src/live/store';
import { fileOf } from '../src/pages/workspace/model/state';
import { Workspace } from '../src/pages/workspace/model/workspace';
import { arrange } from '../src/pages/workspace/layout';
import WorkspacePage from '../src/pages/workspace/WorkspacePage';
import { fakeKernel, Line, type Request } from './fakes';
import { details, event, instance, logLine } from './samples';
import { FakeFiles, PlainTexts } from './workspacefakes';

let files: FakeFiles;
let texts: PlainTexts;
let workspace: Workspace;
let requests: Request[];

// the editor itself needs a browser; its texts and everything around it do not
vi.mock('../src/pages/workspace/monaco/CodeEditor', () => ({
  default: ({ path }: { path: string }) => <p>editor of {path}</p>,
}));
vi.mock('../src/pages/workspace/monaco/DiffView', () => ({
  default: ({ theirs }: { theirs: string }) => <p>theirs: {theirs}</p>,
}));
vi.mock('../src/pages/workspace/monaco/session', () => ({
  startSession: () =>
    Promise.resolve({
      id: 'report',
      workspace,
      models: texts,
      editor: { current: undefined },
      check: () => undefined,
      reloadTypes: () => Promise.resolve(),
      end: () => undefined,
    }),
}));

const INDEX = 'workspace/index.js';
const SERVICE: Partial<Instance> = { kind: 'service', package: 'report', code: 'workspace' };

async function open(part: Partial<Instance> = {}, role: Role = 'admin', answers = {}) {
  const service = instance('report', { ...SERVICE, ...part });
  requests = fakeKernel({
    'GET /api/instances/report': { ...details('report'), ...service, directory: '/data/report' },
    ...answers,
  });
  files = new FakeFiles({ [INDEX]: 'one', 'workspace/lib/a.js': 'a' });
  texts = new PlainTexts();
  workspace = new Workspace(files, texts);
  localStorage.removeItem('backplane.workspace.report');
  arrange({ pane: 'files', panel: 'output', bottomOpen: true });
  useSession.setState({ session: { name: 'me', role, expiresAt: '' } });
  useLive.setState({ instances: [service] });
  const router = createMemoryRouter(
    [
      { path: '/workspace/:instance', element: <WorkspacePage /> },
      { path: '/', element: <p>elsewhere</p> },
    ],
    { initialEntries: ['/workspace/report'] },
  );
  render(
    <App>
      <RouterProvider router={router} />
    </App>,
  );
  await screen.findByRole('treeitem', { name: /index\.js/ });
  return router;
}

const type = (text: string) =>
  act(() => {
    texts.texts.set(INDEX, text);
    workspace.edited(INDEX);
  });
const button = (name: string | RegExp) => screen.getByRole('button', { name });

beforeAll(async () => {
  localStorage.setItem('backplane.language', 'en');
  await startI18n();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the workspace page', () => {
  it('opens_the_entry_of_the_code_first', async () => {
    await open();
    expect(await screen.findByText(`editor of ${INDEX}`)).toBeTruthy();
  });

  it('opens_what_was_open_before', async () => {
    await open();
    await act(() => workspace.open('workspace/lib/a.js'));
    const { remember, recall } = await import('../src/pages/workspace/remembered');
    await waitFor(() => expect(recall('report').active).toBe('workspace/lib/a.js'));
    remember('report', { open: [], active: undefined });
  });

  it('marks_and_saves_what_was_typed_by_key', async () => {
    await open();
    await screen.findByText(`editor of ${INDEX}`);
    type('two');
    const tabs = screen.getByRole('list', { name: 'Open files' });
    expect(within(tabs).getByRole('img', { name: 'Not saved' })).toBeTruthy();
    fireEvent.keyDown(document.body, { key: 's', ctrlKey: true });
    await waitFor(() => expect(files.files.get(INDEX)?.text).toBe('two'));
    await waitFor(() => expect(within(tabs).queryByRole('img', { name: 'Not saved' })).toBeNull());
  });

  it('saves_all_before_it_restarts', async () => {
    await open({}, 'admin', {
      'POST /api/instances/report/restart': () => {
        expect(files.files.get(INDEX)?.text).toBe('two');
        return instance('report', SERVICE);
      },
    });
    await screen.findByText(`editor of ${INDEX}`);
    type('two');
    fireEvent.click(button('Restart'));
    await waitFor(() => expect(requests.some((it) => it.url.endsWith('/restart'))).toBe(true));
  });

  it('starts_nothing_while_a_conflict_is_open', async () => {
    await open({ state: 'stopped' });
    await screen.findByText(`editor of ${INDEX}`);
    type('mine');
    files.put(INDEX, 'theirs');
    fireEvent.click(button('Run'));
    expect(await screen.findByText(/was changed elsewhere/)).toBeTruthy();
    expect(requests.some((it) => it.url.endsWith('/start'))).toBe(false);
  });

  it('shows_both_texts_of_a_conflict_and_takes_theirs', async () => {
    await open();
    await screen.findByText(`editor of ${INDEX}`);
    type('mine');
    files.put(INDEX, 'theirs');
    const changed = event(5, { type: 'file.changed', subject: 'report' });
    act(() => useLive.setState(({ feed }) => ({ feed: { ...feed, events: [changed] } })));
    fireEvent.click(await screen.findByRole('button', { name: 'Compare' }));
    expect(screen.getByText('theirs: theirs')).toBeTruthy();
    fireEvent.click(button('Take theirs'));
    expect(texts.get(INDEX)).toBe('theirs');
    expect(screen.queryByText(/was changed elsewhere/)).toBeNull();
  });

  it('asks_before_unsaved_text_is_left_behind', async () => {
    const router = await open();
    await screen.findByText(`editor of ${INDEX}`);
    type('two');
    await act(() => router.navigate('/'));
    expect(await screen.findByText('Leave without saving?')).toBeTruthy();
    fireEvent.click(button('Close index.js'));
    expect(await screen.findAllByText(/Close index.js without saving/)).toBeTruthy();
    expect(fileOf(workspace.store.getState(), INDEX)?.dirty).toBe(true);
  });

  it('makes_files_where_the_tree_is_chosen_and_refuses_taken_names', async () => {
    await open();
    fireEvent.click(screen.getByRole('treeitem', { name: 'lib' }));
    fireEvent.click(button('New file'));
    const name = await screen.findByRole('textbox', { name: 'New file' });
    fireEvent.change(name, { target: { value: 'a.js' } });
    expect(screen.getByText('This name is taken.')).toBeTruthy();
    fireEvent.change(name, { target: { value: 'b.js' } });
    fireEvent.keyDown(name, { key: 'Enter' });
    expect(await screen.findByText('editor of workspace/lib/b.js')).toBeTruthy();
  });

  it('is_walked_by_keys', async () => {
    await open();
    const tree = screen.getByRole('tree');
    const chosen = () => screen.getByRole('treeitem', { selected: true }).textContent;
    fireEvent.keyDown(tree, { key: 'ArrowDown' });
    expect(chosen()).toBe('lib');
    fireEvent.keyDown(tree, { key: 'ArrowRight' });
    expect(await screen.findByRole('treeitem', { name: /a\.js/ })).toBeTruthy();
    fireEvent.keyDown(tree, { key: 'ArrowRight' });
    expect(chosen()).toContain('a.js');
    fireEvent.keyDown(tree, { key: 'ArrowLeft' });
    expect(chosen()).toBe('lib');
  });

  it('deletes_after_the_name_was_typed', async () => {
    await open();
    fireEvent.click(screen.getByRole('treeitem', { name: 'lib' }));
    fireEvent.keyDown(screen.getByRole('tree'), { key: 'Delete' });
    const typed = await screen.findByLabelText(/to confirm/);
    fireEvent.change(typed, { target: { value: 'lib' } });
    fireEvent.keyDown(typed, { key: 'Enter' });
    await waitFor(() => expect(files.folders.has('workspace/lib')).toBe(false));
  });

  it('finds_a_file_by_some_letters', async () => {
    await open();
    fireEvent.keyDown(document.body, { key: 'p', ctrlKey: true });
    const input = await screen.findByPlaceholderText(/Letters of/);
    fireEvent.change(input, { target: { value: 'la' } });
    fireEvent.click(await screen.findByRole('option', { name: /a\.js/ }));
    expect(await screen.findByText('editor of workspace/lib/a.js')).toBeTruthy();
  });

  it('leads_from_a_find_to_the_place', async () => {
    await open({}, 'admin', {
      'GET /api/files/report/workspace': {
        matches: [{ path: 'workspace/lib/a.js', line: 4, column: 3, length: 3, text: 'x sum y' }],
      },
    });
    fireEvent.click(button('Find in files'));
    const field = await screen.findByRole('searchbox', { name: 'Find in files' });
    fireEvent.change(field, { target: { value: 'sum' } });
    fireEvent.click(await screen.findByRole('button', { name: /sum/ }));
    await screen.findByText('editor of workspace/lib/a.js');
    expect(workspace.store.getState().reveal).toMatchObject({ line: 4, column: 3, length: 3 });
  });

  it('lists_problems_and_leads_to_them', async () => {
    await open();
    fireEvent.click(button(/^Problems/));
    expect(await screen.findByText('No problems in the code')).toBeTruthy();
    const wrong = { path: INDEX, line: 2, column: 5, severity: 'error', message: 'No.', code: '1' };
    act(() => workspace.store.setState({ problems: [wrong as never] }));
    fireEvent.click(button(/No\./));
    expect(workspace.store.getState().reveal).toMatchObject({ path: INDEX, line: 2, column: 5 });
  });

  it('follows_the_log', async () => {
    await open();
    await screen.findByText('No output yet');
    act(() => Line.at('/ws/logs').say({ type: 'lines', lines: [logLine(1)] }));
    expect(await screen.findByRole('log')).toBeTruthy();
  });

  it('lets_a_viewer_change_nothing', async () => {
    await open({}, 'viewer');
    await screen.findByText(`editor of ${INDEX}`);
    for (const name of ['Restart', 'Save', /Save all/, 'Publish', 'Discard']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
    expect((button('New file') as HTMLButtonElement).disabled).toBe(true);
  });

  it('publishes_as_the_next_patch_after_saving', async () => {
    await open({ version: '1.2.3' }, 'admin', {
      'POST /api/instances/report/code/publish': instance('report', SERVICE),
    });
    await screen.findByText(`editor of ${INDEX}`);
    type('two');
    fireEvent.click(button('Publish'));
    const version = await screen.findByRole('textbox', { name: 'Version' });
    expect((version as HTMLInputElement).value).toBe('1.2.4');
    fireEvent.keyDown(version, { key: 'Enter' });
    await waitFor(() =>
      expect(requests.find((it) => it.url.endsWith('/code/publish'))?.body).toEqual({
        version: '1.2.4',
      }),
    );
    expect(files.files.get(INDEX)?.text).toBe('two');
  });
});

describe('a service that runs its package', () => {
  it('offers_to_edit_its_code', async () => {
    await open({ code: 'package' }, 'admin', {
      'POST /api/instances/report/code/edit': instance('report', SERVICE),
    });
    fireEvent.click(screen.getAllByRole('button', { name: 'Edit code' })[0] as HTMLElement);
    await waitFor(() => expect(requests.some((it) => it.url.endsWith('/code/edit'))).toBe(true));
    expect(screen.queryByRole('button', { name: 'Publish' })).toBeNull();
  });
});

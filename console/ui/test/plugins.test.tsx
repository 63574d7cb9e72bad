import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Role } from '../src/api/types';
import { useSession } from '../src/app/session';
import { startI18n } from '../src/i18n';
import { useLive } from '../src/live/store';
import PluginsPage from '../src/pages/plugins/PluginsPage';
import { plugin } from './samples';

let url = '';

function Where() {
  const { pathname, search } = useLocation();
  url = pathname + search;
  return null;
}

function open(path: string, role: Role = 'admin') {
  useSession.setState({ session: { name: 'me', role, expiresAt: '' } });
  return render(
    <App>
      <MemoryRouter initialEntries={[path]}>
        <Routes>
          <Route path="plugins/:id?" element={<PluginsPage />} />
        </Routes>
        <Where />
      </MemoryRouter>
    </App>,
  );
}

/** What was asked to change something. */
const requests: { url: string; init: RequestInit }[] = [];

function answer(response: () => Response) {
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    if (init.method && init.method !== 'GET') requests.push({ url, init });
    return Promise.resolve(response());
  });
}

beforeAll(async () => {
  localStorage.setItem('backplane.language', 'en');
  await startI18n();
});

beforeEach(() => {
  requests.length = 0;
  answer(() => Response.json({ versions: [], updates: [], leaks: [] }));
  useLive.setState({
    plugins: {
      plugins: [plugin('greeter'), plugin('sensor', { state: 'error', reason: 'no such port' })],
      rejected: [{ file: 'broken.jar', reason: 'not a zip', at: '2026-01-01T00:00:00Z' }],
    },
  });
});

afterEach(() => vi.unstubAllGlobals());

describe('the plugins page', () => {
  it('shows_states_reasons_and_rejected_files', () => {
    open('/plugins');
    expect(screen.getByText('no such port')).toBeTruthy();
    expect(screen.getByText('broken.jar')).toBeTruthy();
    expect(screen.getByText('not a zip')).toBeTruthy();
  });

  it('keeps_its_filters_in_the_url', () => {
    open('/plugins?state=error');
    expect(screen.queryByText('greeter')).toBeNull();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nothing' } });
    expect(url).toBe('/plugins?state=error&q=nothing');
    expect(screen.getByText('No plugin matches')).toBeTruthy();
  });

  it('follows_the_kernel_without_a_reload', () => {
    open('/plugins');
    const updated = plugin('greeter', { version: '1.1.0' });
    act(() => useLive.setState({ plugins: { plugins: [updated], rejected: [] } }));
    expect(screen.getAllByText('1.1.0').length).toBeGreaterThan(0);
    expect(screen.queryByText('broken.jar')).toBeNull();
  });

  it('offers_a_viewer_nothing_that_changes_anything', async () => {
    open('/plugins/greeter', 'viewer');
    await screen.findByText('Commands');
    expect(screen.queryByRole('button', { name: /Upload/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /Unload/ })).toBeNull();
    const [readOnly, changing] = screen.getAllByRole('button', { name: 'Try it' });
    fireEvent.click(readOnly as HTMLElement);
    fireEvent.click(changing as HTMLElement);
    const calls = screen.getAllByRole('button', { name: 'Call' }) as HTMLButtonElement[];
    expect(calls.map((it) => it.disabled)).toEqual([false, true]);
  });

  it('unloads_only_after_the_name_was_typed', async () => {
    answer(() => new Response(null, { status: 204 }));
    open('/plugins');
    fireEvent.click(screen.getByRole('button', { name: 'Unload greeter' }));
    const confirm = (await screen.findByRole('button', { name: 'Unload' })) as HTMLButtonElement;
    expect(confirm.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText(/to confirm/), { target: { value: 'greeter' } });
    expect(confirm.disabled).toBe(false);
    fireEvent.click(confirm);
    await waitFor(() => expect(requests).toHaveLength(1));
    expect(requests[0]).toMatchObject({ url: '/api/plugins/greeter', init: { method: 'DELETE' } });
  });

  it('says_why_a_plugin_was_not_unloaded', async () => {
    const problem = { status: 409, detail: 'greeter is being updated', refusal: 'busy' };
    answer(() => Response.json(problem, { status: 409 }));
    open('/plugins');
    fireEvent.click(screen.getByRole('button', { name: 'Unload greeter' }));
    fireEvent.change(await screen.findByLabelText(/to confirm/), { target: { value: 'greeter' } });
    fireEvent.click(screen.getByRole('button', { name: 'Unload' }));
    expect(await screen.findByText('greeter is being updated')).toBeTruthy();
  });
});

describe('trying a command', () => {
  const call = async (fill?: string) => {
    open('/plugins/greeter');
    fireEvent.click((await screen.findAllByRole('button', { name: 'Try it' }))[0] as HTMLElement);
    const field = screen.getByLabelText(/^name/);
    if (fill) fireEvent.change(field, { target: { value: fill } });
    fireEvent.submit(screen.getByRole('form', { name: 'Call hello' }));
  };

  it('asks_for_what_is_required_before_it_calls', async () => {
    answer(() => new Response(''));
    await call();
    expect(screen.getByText('A value is needed.')).toBeTruthy();
    expect(requests).toEqual([]);
  });

  it('shows_the_events_the_answer_and_the_command_line', async () => {
    const stream =
      'event: event\ndata: {"name":"tick","value":{"n":1}}\n\n' +
      'event: done\ndata: {"value":{"greeting":"Hello, World!"}}\n\n';
    answer(() => new Response(stream));
    await call('World');
    expect(await screen.findByText(/Hello, World!/)).toBeTruthy();
    expect(screen.getByText('tick')).toBeTruthy();
    expect(screen.getByText('backplane call greeter hello name=World')).toBeTruthy();
    expect(JSON.parse(String(requests[0]?.init.body))).toEqual({
      params: { name: 'World' },
      stream: false,
    });
  });

  it.each([
    ['event: error\ndata: {"code":1103,"value":"threw"}\n\n', /Error 1103/],
    ['event: refused\ndata: {"status":409,"detail":"queue is full"}\n\n', /queue is full/],
    ['event: event\ndata: {"name":"tick","value":1}\n\n', /broke off before/],
  ])('says_how_a_call_failed %#', async (stream, text) => {
    answer(() => new Response(stream));
    await call('World');
    expect(await screen.findByText(text)).toBeTruthy();
  });
});

import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { VirtuosoMockContext } from 'react-virtuoso';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instance } from '../src/api/instance';
import type { Role } from '../src/api/types';
import { useSession } from '../src/app/session';
import { startI18n } from '../src/i18n';
import { useLive } from '../src/live/store';
import InstancePage from '../src/pages/instance/InstancePage';
import InstancesPage from '../src/pages/instances/InstancesPage';
import type { OngoingUpdate } from '../src/updates/record';
import { fakeKernel, Line, refusal, type Request } from './fakes';
import { CONFIG_FIELDS, details, driver, instance, logLine } from './samples';

const CONFIG = { host: 'plc', port: 502, token: '***', mode: 'tcp', retries: 3, limits: [] };

const ANSWERS = {
  'GET /api/instances/oven': details('oven'),
  'GET /api/instances/oven/config': {
    version: 1,
    config: CONFIG,
    running: CONFIG,
    fields: CONFIG_FIELDS,
  },
  'GET /api/instances/oven/config/history': {
    revisions: [{ version: 1, at: '2026-01-01T00:00:00Z', by: 'me', changes: [] }],
  },
  'GET /api/packages/drivers': { packages: [driver('sample.thermometer')] },
  'GET /api/packages/drivers/sample.thermometer': driver('sample.thermometer'),
  'POST /api/instances/oven/stop': instance('oven', { state: 'stopping' }),
  'POST /api/instances/lamp/stop': instance('lamp', { state: 'stopping' }),
};

/** A tab is fetched when it is first opened. */
const LATE = { timeout: 5000 };

let requests: Request[];

function open(path: string, role: Role = 'admin', answers: Record<string, unknown> = {}) {
  requests = fakeKernel({ ...ANSWERS, ...answers });
  useSession.setState({ session: { name: 'me', role, expiresAt: '' } });
  const router = createMemoryRouter(
    [
      { path: '/instances', element: <InstancesPage /> },
      { path: '/instances/:id/:tab?', element: <InstancePage /> },
    ],
    { initialEntries: [path] },
  );
  render(
    <App>
      <VirtuosoMockContext value={{ viewportHeight: 600, itemHeight: 20 }}>
        <RouterProvider router={router} />
      </VirtuosoMockContext>
    </App>,
  );
  return router;
}

const known = (...instances: Instance[]) => act(() => useLive.setState({ instances }));
const sent = (method: string) => requests.filter((it) => it.method === method);
const button = (name: string | RegExp) => screen.getByRole('button', { name });

beforeAll(async () => {
  localStorage.setItem('backplane.language', 'en');
  await startI18n();
});
beforeEach(() => {
  useLive.setState({ instances: [instance('oven'), instance('lamp', { state: 'crashed' })] });
});
afterEach(() => vi.unstubAllGlobals());

describe('the instances page', () => {
  it('keeps_filters_and_order_in_the_url', () => {
    const router = open('/instances?state=crashed');
    expect(screen.queryByText('oven')).toBeNull();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'lamp' } });
    fireEvent.click(screen.getByText('Memory'));
    expect(router.state.location.search).toBe('?state=crashed&q=lamp&sort=memory');
  });

  it('follows_the_kernel', () => {
    open('/instances');
    known(instance('kettle'));
    expect(screen.getByText('kettle')).toBeTruthy();
    expect(screen.queryByText('oven')).toBeNull();
  });

  it('names_the_command_line_when_there_is_nothing', () => {
    open('/instances');
    known();
    expect(screen.getByText(/backplane instance create/)).toBeTruthy();
  });

  it('acts_on_all_that_are_chosen', async () => {
    open('/instances');
    fireEvent.click(screen.getByLabelText('Select all on this page'));
    fireEvent.click(button('Stop'));
    await waitFor(() => expect(sent('POST')).toHaveLength(2));
    expect(sent('POST').map((it) => it.url)).toEqual([
      '/api/instances/lamp/stop',
      '/api/instances/oven/stop',
    ]);
    await waitFor(() => expect(screen.queryByText('2 selected')).toBeNull());
  });

  it('offers_a_viewer_nothing_that_changes_anything', () => {
    open('/instances', 'viewer');
    expect(screen.queryByRole('button', { name: /New instance/ })).toBeNull();
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  it('shows_fifty_of_three_hundred_at_a_time', () => {
    useLive.setState({ instances: Array.from({ length: 300 }, (_, i) => instance(`it-${i}`)) });
    open('/instances');
    expect(screen.getByText('300 instances')).toBeTruthy();
    expect(screen.getAllByRole('row').length).toBeLessThan(55);
  });

  it('makes_an_instance_with_the_configuration_of_the_form', async () => {
    const router = open('/instances?create=sample.thermometer', 'admin', {
      'POST /api/instances/drivers': instance('oven'),
    });
    fireEvent.change(await screen.findByLabelText('Name', { selector: 'input' }, LATE), {
      target: { value: 'oven' },
    });
    fireEvent.submit(screen.getByRole('form', { name: 'New instance' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/instances/oven'));
    expect(sent('POST')[0]?.body).toMatchObject({
      package: 'sample.thermometer',
      version: '1.1.0',
      id: 'oven',
      config: { host: 'localhost', port: 502, mode: 'tcp', retries: 3 },
      start: true,
    });
  });
});

describe('an instance', () => {
  it('shows_what_it_is_and_how_it_ended', async () => {
    const exit = { code: 3, signal: null, at: '2026-01-01T00:00:00Z' };
    useLive.setState({
      instances: [instance('oven', { state: 'crashed', reason: 'ended early', exit })],
    });
    open('/instances/oven');
    expect(await screen.findByText('code 3')).toBeTruthy();
    expect(screen.getAllByText('ended early').length).toBeGreaterThan(0);
    expect(screen.getByText('TOKEN=***')).toBeTruthy();
    expect(button('Start')).toBeTruthy();
  });

  it('says_when_it_is_gone', async () => {
    open('/instances/kettle');
    expect(await screen.findByText('There is no instance kettle')).toBeTruthy();
  });

  it('can_be_read_again_after_a_failure', async () => {
    let up = false;
    open('/instances/oven', 'admin', {
      'GET /api/instances/oven': () =>
        up ? details('oven') : refusal(503, { detail: 'still starting' }),
    });
    expect(await screen.findByText('still starting')).toBeTruthy();
    up = true;
    fireEvent.click(button('Try again'));
    expect(await screen.findByText('Command line')).toBeTruthy();
  });

  it('writes_its_log_as_lines_come', async () => {
    open('/instances/oven/logs');
    await waitFor(() => expect(Line.all).toHaveLength(1), LATE);
    const line = Line.at('instanceId=oven');
    act(() => {
      line.onopen?.();
      line.say({ type: 'lines', lines: [logLine(1), logLine(2, { late: true })] });
      line.say({ type: 'gap', dropped: 7 });
      line.say({ type: 'lines', lines: [logLine(10, { text: 'set {"port":502}' })] });
    });
    expect(await screen.findByText('line 1')).toBeTruthy();
    expect(screen.getByText('late')).toBeTruthy();
    expect(screen.getByText(/^7 lines are missing here/)).toBeTruthy();
    fireEvent.click(screen.getByText('JSON'));
    expect(screen.getByText(/"port": 502/)).toBeTruthy();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'line' } });
    expect(screen.getByText('0/2')).toBeTruthy();
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Enter' });
    expect(screen.getByText('1/2')).toBeTruthy();
  });

  it('shows_the_steps_of_its_update_and_turns_it_back', async () => {
    const rollback = 'POST /api/instances/oven/rollback';
    open('/instances/oven/updates', 'admin', {
      [rollback]: instance('oven'),
      'GET /api/instances/oven/history': { changes: [] },
    });
    const since = '2026-01-01T00:00:00Z';
    const update: OngoingUpdate = {
      id: 3,
      what: 'update',
      from: '1.0.0',
      to: '1.1.0',
      type: 'minor',
      by: 'ann',
      step: 'health-window',
      steps: (['stage', 'drain', 'stop-old', 'start-new', 'health-window'] as const).map(
        (step) => ({ step, since }),
      ),
      windowEndsAt: new Date(Date.now() + 9_000).toISOString(),
    };
    known(instance('oven', { update }));
    expect(await screen.findByText(/^[89] s left/, {}, LATE)).toBeTruthy();
    expect(screen.getByText('Stop the old version')).toBeTruthy();
    fireEvent.click(button('Turn back now'));
    await waitFor(() => expect(sent('POST')).toHaveLength(1));
    expect(sent('POST')[0]?.url).toBe('/api/instances/oven/rollback');

    const beside = update.steps.filter((it) => !['drain', 'stop-old'].includes(it.step));
    known(instance('oven', { update: { ...update, steps: beside } }));
    expect(screen.queryByText('Stop the old version')).toBeNull();
    expect(screen.getByText('Retire the old version')).toBeTruthy();
  });

  it('lists_calls_as_they_end', async () => {
    open('/instances/oven/calls');
    await waitFor(() => expect(Line.all).toHaveLength(1), LATE);
    const call = {
      id: 1,
      unit: 'oven',
      command: 'measure',
      principal: 'me',
      at: '2026-01-01T00:00:00Z',
      waitedMicros: 10,
      ranMicros: 2500,
      outcome: 'error',
      code: 404,
      events: 0,
    };
    act(() => Line.at('/ws/tasks').say({ type: 'calls', calls: [call] }));
    expect(screen.getAllByText('measure')).toHaveLength(2);
    expect(screen.getAllByText('100 %')).toHaveLength(2);
    expect(screen.getByText(/Error 404/)).toBeTruthy();
  });
});

describe('a configuration', () => {
  const save = async (fill: () => void, answer: unknown) => {
    const router = open('/instances/oven/config', 'admin', {
      'PUT /api/instances/oven/config': answer,
    });
    await screen.findByLabelText(/^port/, {}, LATE);
    fill();
    fireEvent.submit(screen.getByRole('form', { name: 'Configuration of this instance' }));
    return router;
  };
  const setPort = (value: string) => () =>
    fireEvent.change(screen.getByLabelText(/^port/), { target: { value } });

  it('shows_what_changes_before_it_is_saved_and_keeps_secrets', async () => {
    await save(setPort('503'), instance('oven'));
    const changes = await screen.findByRole('table', { name: /against what is running/ });
    expect(changes.textContent).toContain('port502503');
    fireEvent.click(button('Save and apply now'));
    await waitFor(() => expect(sent('PUT')).toHaveLength(1));
    expect(sent('PUT')[0]?.body).toMatchObject({
      config: { port: 503, token: '***' },
      restart: true,
    });
  });

  it('shows_a_refusal_at_its_field', async () => {
    const detail = 'config.port : value 503 is taken';
    await save(setPort('503'), refusal(400, { detail, field: 'config.port' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Save, apply on restart' }));
    expect(await screen.findByText('value 503 is taken')).toBeTruthy();
    expect(screen.getByLabelText(/^port/).getAttribute('aria-invalid')).toBe('true');
  });

  it('is_not_sent_while_something_is_wrong', async () => {
    await save(setPort('99999'), instance('oven'));
    expect(await screen.findByText('At most 65535.')).toBeTruthy();
    expect(sent('PUT')).toEqual([]);
  });

  it('adds_and_moves_the_items_of_a_list', async () => {
    await save(() => {
      fireEvent.click(button('Add to limits'));
      fireEvent.click(button('Add to limits'));
      const names = screen.getAllByLabelText(/^name/);
      fireEvent.change(names[0] as HTMLElement, { target: { value: 'low' } });
      fireEvent.change(screen.getAllByLabelText(/^name/)[1] as HTMLElement, {
        target: { value: 'high' },
      });
      fireEvent.click(button('Move limits 2 up'));
    }, instance('oven'));
    fireEvent.click(await screen.findByRole('button', { name: 'Save and apply now' }));
    await waitFor(() => expect(sent('PUT')).toHaveLength(1));
    expect(sent('PUT')[0]?.body).toMatchObject({
      config: {
        limits: [
          { name: 'high', max: 10 },
          { name: 'low', max: 10 },
        ],
      },
    });
  });

  it('asks_before_changes_are_left_behind', async () => {
    const router = await save(setPort('503'), instance('oven'));
    await act(() => router.navigate('/instances'));
    expect(await screen.findByText('Leave without saving?')).toBeTruthy();
    fireEvent.click(button('Leave'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/instances'));
  });

  it('can_only_be_looked_at_by_an_operator', async () => {
    open('/instances/oven/config', 'operator');
    expect((await screen.findByLabelText<HTMLInputElement>(/^port/)).disabled).toBe(true);
    expect(screen.queryByRole('button', { name: 'Review changes' })).toBeNull();
  });
});

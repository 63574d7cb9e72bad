import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Role } from '../src/api/types';
import { useSession } from '../src/app/session';
import { startI18n } from '../src/i18n';
import DriversPage from '../src/pages/drivers/DriversPage';
import LabPage from '../src/pages/lab/LabPage';
import { fakeKernel, Line, refusal, type Request } from './fakes';
import { driver, META } from './samples';

const ID = 'sample.thermometer';
let requests: Request[];

function open(path: string, role: Role = 'admin', answers: Record<string, unknown> = {}) {
  requests = fakeKernel({
    'GET /api/packages/drivers': { packages: [driver(ID)] },
    [`GET /api/packages/drivers/${ID}`]: driver(ID),
    ...answers,
  });
  useSession.setState({ session: { name: 'me', role, expiresAt: '' } });
  const router = createMemoryRouter(
    [
      { path: '/drivers/:id?', element: <DriversPage /> },
      { path: '/lab/:id?', element: <LabPage /> },
    ],
    { initialEntries: [path] },
  );
  render(
    <App>
      <RouterProvider router={router} />
    </App>,
  );
  return router;
}

beforeAll(async () => {
  localStorage.setItem('backplane.language', 'en');
  await startI18n();
});
afterEach(() => vi.unstubAllGlobals());

describe('the drivers page', () => {
  it('lists_packages_with_their_versions', async () => {
    open('/drivers');
    expect(await screen.findByText('1.1.0, 1.0.0')).toBeTruthy();
    expect(screen.getByText('Thermometer: Measures.')).toBeTruthy();
  });

  it('can_be_read_again_after_a_failure', async () => {
    open('/drivers', 'admin', { 'GET /api/packages/drivers': refusal(500, { detail: 'disk' }) });
    expect(await screen.findByText('disk')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('says_why_a_version_was_not_removed', async () => {
    open(`/drivers/${ID}`, 'admin', {
      [`DELETE /api/packages/drivers/${ID}`]: refusal(409, { detail: 'oven uses it' }),
    });
    fireEvent.click(await screen.findByRole('button', { name: /Remove/ }, { timeout: 5000 }));
    fireEvent.change(await screen.findByLabelText(/to confirm/), { target: { value: ID } });
    fireEvent.click(screen.getAllByRole('button', { name: 'Remove' }).at(-1) as HTMLElement);
    expect(await screen.findByText('oven uses it')).toBeTruthy();
    expect(requests.at(-1)?.url).toContain('version=1.1.0');
  });

  it('saves_defaults_that_leave_open_what_is_required', async () => {
    open(`/drivers/${ID}?view=defaults`, 'admin', {
      [`PUT /api/packages/drivers/${ID}/defaults`]: {},
    });
    fireEvent.change(await screen.findByLabelText(/^host/), { target: { value: '' } });
    fireEvent.submit(screen.getByRole('form', { name: 'Defaults' }));
    await waitFor(() => expect(requests.some((it) => it.method === 'PUT')).toBe(true));
    expect(requests.find((it) => it.method === 'PUT')?.body).toEqual({});
  });

  it('offers_a_viewer_nothing_that_changes_anything', async () => {
    open(`/drivers/${ID}`, 'viewer');
    await screen.findByText('Commands', { selector: 'h2' });
    for (const name of [/Upload/, /Remove/]) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
    expect(screen.queryByRole('link', { name: 'Open in lab' })).toBeNull();
  });
});

describe('the lab', () => {
  const started = async () => {
    const router = open(`/lab/${ID}?version=1.0.0&mode=oneshot&args=--fast`);
    await screen.findByText('1.0.0');
    fireEvent.click(screen.getByRole('button', { name: /Start driver/ }));
    const line = Line.at('/ws/driverlab');
    act(() => {
      line.say({ type: 'driver.started', pid: 7 });
      line.say({ type: 'meta', driverId: ID, pid: 7, runMode: 'oneshot', meta: META });
    });
    return { router, line };
  };

  it('starts_what_the_url_says', async () => {
    const { line } = await started();
    expect(line.url).toMatch(
      /\/ws\/driverlab\/sample\.thermometer\?runMode=oneshot&version=1\.0\.0/,
    );
    expect(line.url).toContain('args=--fast');
    expect(screen.getByText(/Ready · PID 7/)).toBeTruthy();
  });

  it('executes_an_example_and_shows_the_stream', async () => {
    const { line } = await started();
    fireEvent.click(screen.getByRole('button', { name: 'Greets' }));
    expect(screen.getByText('stdio.drv.thermometer --cmd=hello --name=Ada')).toBeTruthy();
    fireEvent.submit(screen.getByRole('form', { name: 'Call hello' }));
    expect(line.heard).toEqual([{ type: 'exec', cmd: 'hello', data: { name: 'Ada' } }]);
    fireEvent.click(screen.getByRole('button', { name: /Cancel/ }));
    expect(line.heard.at(-1)).toEqual({ type: 'cancel' });
    act(() => {
      line.say({ type: 'stderr', line: '[INFO] hello' });
      line.say({ type: 'stdout', message: { status: 'done', code: 0, data: { greeting: 'Hi' } } });
    });
    expect(screen.getByText('[INFO] hello')).toBeTruthy();
    expect(screen.getByText('done')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Cancel/ })).toBeNull();
  });

  it('leaves_no_process_behind', async () => {
    const { router, line } = await started();
    await act(() => router.navigate('/drivers'));
    expect(line.closed).toBe(true);
  });

  it('starts_nothing_for_a_viewer', async () => {
    open(`/lab/${ID}`, 'viewer');
    await screen.findByText('1.1.0');
    const start = screen.getByRole('button', { name: /Start driver/ }) as HTMLButtonElement;
    expect(start.disabled).toBe(true);
  });
});

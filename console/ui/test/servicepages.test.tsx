import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Role } from '../src/api/types';
import { useSession } from '../src/app/session';
import { startI18n } from '../src/i18n';
import { useLive } from '../src/live/store';
import DriversPage from '../src/pages/drivers/DriversPage';
import InstancePage from '../src/pages/instance/InstancePage';
import InstancesPage from '../src/pages/instances/InstancesPage';
import { fakeKernel, refusal, type Request } from './fakes';
import { details, driver, instance } from './samples';

const TEMPLATES = [
  { id: 'hello', name: 'Hello', description: 'Says hello.', language: 'javascript' },
  { id: 'typed', name: 'Typed', description: 'In TypeScript.', language: 'typescript' },
];
const REPORT = driver('report', { kind: 'service', name: 'Report', instances: [] });
const RUNNING = instance('report', { kind: 'service', package: 'report', code: 'workspace' });

let requests: Request[];

function open(path: string, role: Role = 'admin', answers: Record<string, unknown> = {}) {
  requests = fakeKernel({
    'GET /api/packages/drivers': { packages: [driver('sample.thermometer')] },
    'GET /api/packages/services': { packages: [REPORT] },
    'GET /api/packages/services/report': REPORT,
    'GET /api/templates': { templates: TEMPLATES },
    ...answers,
  });
  useSession.setState({ session: { name: 'me', role, expiresAt: '' } });
  useLive.setState({ instances: [RUNNING, instance('oven')] });
  const router = createMemoryRouter(
    [
      { path: '/drivers/:id?', element: <DriversPage /> },
      { path: '/instances', element: <InstancesPage /> },
      { path: '/instances/:id/:tab?', element: <InstancePage /> },
      { path: '/workspace/:instance', element: <p>the workspace</p> },
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
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const posted = () => requests.filter((it) => it.method !== 'GET');

describe('services among packages', () => {
  it('have_a_tab_of_their_own_beside_drivers', async () => {
    open('/drivers');
    expect(await screen.findByText('sample.thermometer')).toBeTruthy();
    fireEvent.click(screen.getByRole('link', { name: 'Services' }));
    expect(await screen.findByRole('link', { name: 'report' })).toBeTruthy();
    expect(screen.queryByText('sample.thermometer')).toBeNull();
  });

  it('open_from_their_own_place_and_offer_no_driver_lab', async () => {
    open('/drivers/report?kind=service');
    const link = await screen.findByRole('link', { name: 'New instance' }, { timeout: 5000 });
    expect(link.getAttribute('href')).toContain('of=service');
    expect(screen.queryByRole('link', { name: 'Open in lab' })).toBeNull();
    expect(requests.some((it) => it.url.includes('/packages/services/report'))).toBe(true);
  });
});

describe('a new service', () => {
  const asked = async (answers: Record<string, unknown> = {}) => {
    const router = open('/drivers?kind=service&new=1', 'admin', answers);
    const name = await screen.findByRole('textbox', { name: 'Name' }, { timeout: 5000 });
    return { router, name };
  };
  const submit = () => fireEvent.submit(screen.getByRole('form', { name: 'New service' }));

  it('is_made_of_the_chosen_template_and_leads_to_its_workspace', async () => {
    const { router, name } = await asked({
      'POST /api/templates/typed/create': { ...RUNNING, id: 'mine' },
    });
    fireEvent.click(screen.getByRole('radio', { name: /Typed/ }));
    fireEvent.change(name, { target: { value: 'mine' } });
    submit();
    await screen.findByText('the workspace');
    expect(posted()).toMatchObject([{ body: { id: 'mine' } }]);
    expect(router.state.location.pathname).toBe('/workspace/mine');
  });

  it.each([
    ['', /Letters, digits/],
    ['-x', /Letters, digits/],
    ['report', /exists/],
  ])('is_not_asked_for_with_the_name "%s"', async (typed, complaint) => {
    const { name } = await asked();
    fireEvent.change(name, { target: { value: typed } });
    submit();
    expect(await screen.findByText(complaint, { selector: '.field-error' })).toBeTruthy();
    expect(posted()).toEqual([]);
  });

  it('says_why_it_was_refused', async () => {
    const { name } = await asked({
      'POST /api/templates/hello/create': refusal(409, { detail: 'there is a package mine' }),
    });
    fireEvent.change(name, { target: { value: 'mine' } });
    submit();
    expect(await screen.findByText('there is a package mine')).toBeTruthy();
  });

  it('is_not_offered_to_an_operator', async () => {
    open('/drivers?kind=service&new=1', 'operator');
    await screen.findByRole('link', { name: 'report' });
    expect(screen.queryByRole('button', { name: /New service/ })).toBeNull();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('instances of services', () => {
  it('are_told_apart_and_say_whose_code_they_run', async () => {
    open('/instances');
    await screen.findByRole('link', { name: 'report' });
    expect(screen.getByRole('img', { name: 'Service' })).toBeTruthy();
    expect(screen.getByRole('img', { name: 'Driver' })).toBeTruthy();
    expect(screen.getByText('Code of its own')).toBeTruthy();
  });

  it('are_created_with_words_for_their_host', async () => {
    open('/instances?create=report&of=service', 'admin', {
      'POST /api/instances/services': RUNNING,
      'GET /api/packages/services/report': { ...REPORT, meta: { ...REPORT.meta, config: {} } },
    });
    const heap = await screen.findByLabelText('Heap', {}, { timeout: 5000 });
    fireEvent.change(heap, { target: { value: '8' } });
    fireEvent.submit(screen.getByRole('form', { name: 'New instance' }));
    expect(posted()).toEqual([]);
    fireEvent.change(heap, { target: { value: '512' } });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Open a debugger' }));
    fireEvent.submit(screen.getByRole('form', { name: 'New instance' }));
    await waitFor(() => expect(posted()).toHaveLength(1));
    expect(posted()[0]).toMatchObject({
      url: expect.stringContaining('/api/instances/services'),
      body: { package: 'report', args: ['--heap=512', '--inspect'] },
    });
  });

  it('lead_to_their_workspace_and_show_their_debugger', async () => {
    open('/instances/report', 'admin', {
      'GET /api/instances/report': {
        ...details('report', { args: ['--heap=512'] }),
        ...RUNNING,
        debugger: 'ws://127.0.0.1:9229/x',
      },
    });
    const tab = await screen.findAllByRole('link', { name: 'Workspace' });
    expect(tab[0]?.getAttribute('href')).toBe('/workspace/report');
    expect(await screen.findByText('ws://127.0.0.1:9229/x')).toBeTruthy();
    expect(screen.getByText('--heap=512')).toBeTruthy();
  });
});

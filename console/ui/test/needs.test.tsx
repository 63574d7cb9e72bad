import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dependency } from '../src/api/references';
import type { Role } from '../src/api/types';
import { useSession } from '../src/app/session';
import { startI18n } from '../src/i18n';
import { arrive, EMPTY_FEED } from '../src/live/feed';
import { useLive } from '../src/live/store';
import DriversPage from '../src/pages/drivers/DriversPage';
import { packageUploads } from '../src/pages/drivers/uploads';
import { fakeKernel, refusal, type Request } from './fakes';
import { driver, event, instance, need } from './samples';

const PATH = '/api/packages/services/report/dependencies';
const MISSING = need('meter', {
  package: 'sample.meter',
  version: '*',
  installed: null,
  refersTo: null,
  problem: 'sample.meter is not installed',
});
const REPORT = driver('report', {
  kind: 'service',
  instances: [],
  version: '1.1.0',
  versions: ['1.1.0', '1.0.0'],
});
const LATE = { timeout: 5000 };

let requests: Request[];

function open(
  needs: unknown,
  { role = 'admin' as Role, path = '/drivers/report?kind=service', post = {} as unknown } = {},
) {
  requests = fakeKernel({
    'GET /api/packages/services': { packages: [REPORT] },
    'GET /api/packages/services/report': REPORT,
    [`GET ${PATH}`]: typeof needs === 'function' ? needs : { dependencies: needs },
    [`POST ${PATH}`]: post,
  });
  useSession.setState({ session: { name: 'me', role, expiresAt: '' } });
  const router = createMemoryRouter([{ path: '/drivers/:id?', element: <DriversPage /> }], {
    initialEntries: [path],
  });
  render(
    <App>
      <RouterProvider router={router} />
    </App>,
  );
}

const part = async () => within(await screen.findByRole('region', { name: 'What it needs' }, LATE));
const setUp = { name: 'Set up' };
const asked = () => requests.filter((it) => it.url.includes('/dependencies'));

beforeAll(async () => {
  localStorage.setItem('backplane.language', 'en');
  await startI18n();
});
beforeEach(() => useLive.setState({ instances: [instance('lab')], feed: EMPTY_FEED }));
afterEach(() => {
  cleanup();
  packageUploads.service.use.setState({ list: [] });
  vi.unstubAllGlobals();
});

describe('what a service needs', () => {
  it('is_shown_with_what_is_there_of_it_and_what_is_not', async () => {
    open([need('sensor'), MISSING]);
    const [sensor, meter] = (await part()).getAllByRole('listitem');
    const inSensor = within(sensor as HTMLElement);
    expect(inSensor.getByText('Installed 1.0.0')).toBeTruthy();
    expect(inSensor.getByText('Commands: read')).toBeTruthy();
    expect(inSensor.getByRole('link', { name: 'lab' }).getAttribute('href')).toBe('/instances/lab');
    expect(inSensor.getByText('Running')).toBeTruthy();
    expect(inSensor.getByRole('link', { name: 'sample.thermometer' }).getAttribute('href')).toBe(
      '/drivers/sample.thermometer?version=1.0.0',
    );
    const inMeter = within(meter as HTMLElement);
    expect(inMeter.getByText('Missing')).toBeTruthy();
    expect(inMeter.getByText('sample.meter is not installed')).toBeTruthy();
    expect(inMeter.queryByText('No instance yet')).toBeNull();
    expect(asked()[0]?.url).toContain('version=1.1.0');
  });

  it('is_to_be_installed_before_it_can_be_set_up', async () => {
    open([need('sensor', { refersTo: null }), MISSING]);
    const region = await part();
    expect(region.getByText('To be installed first: sample.meter (read)')).toBeTruthy();
    expect(region.getByRole('button', { name: /Upload drivers/ })).toBeTruthy();
    expect(region.queryByRole('button', setUp)).toBeNull();
  });

  it('is_set_up_with_one_button_and_leads_to_a_new_instance', async () => {
    let done = false;
    open(() => ({ dependencies: [need('sensor', { refersTo: done ? 'lab' : null })] }), {
      post: () => {
        done = true;
        return { dependencies: [need('sensor')] };
      },
    });
    const region = await part();
    expect(region.getByText('No instance yet')).toBeTruthy();
    fireEvent.click(region.getByRole('button', setUp));
    expect(await region.findByText(/^All that it needs is there/)).toBeTruthy();
    expect(region.getByRole('link', { name: 'New instance' }).getAttribute('href')).toBe(
      '/instances?create=report%401.1.0&of=service',
    );
    expect(await screen.findByText('All that report needs is there')).toBeTruthy();
    expect(asked().map((it) => it.method)).toEqual(['GET', 'POST', 'GET']);
  });

  it('says_what_could_not_be_set_up', async () => {
    const problem = 'there is an instance lab of another package';
    const unset: Dependency = need('sensor', { refersTo: null });
    open([unset], { post: { dependencies: [{ ...unset, problem }] } });
    fireEvent.click((await part()).getByRole('button', setUp));
    expect(await screen.findByText(problem)).toBeTruthy();
    expect(screen.queryByText('All that report needs is there')).toBeNull();
  });

  it('is_set_up_for_the_newest_version_alone', async () => {
    open([need('sensor', { refersTo: null })], {
      path: '/drivers/report?kind=service&version=1.0.0',
    });
    const region = await part();
    expect(region.getByText(/newest version, 1\.1\.0/)).toBeTruthy();
    expect(region.queryByRole('button', setUp)).toBeNull();
    expect(asked()[0]?.url).toContain('version=1.0.0');
  });

  it('is_asked_for_anew_when_a_package_was_installed', async () => {
    let there = false;
    open(() => ({ dependencies: [there ? need('meter') : MISSING] }));
    await part();
    there = true;
    act(() =>
      useLive.setState(({ feed }) => ({
        feed: arrive(feed, event(1, { type: 'package.installed', subject: 'sample.meter' })),
      })),
    );
    expect(await screen.findByText('Installed 1.0.0')).toBeTruthy();
  });

  it.each(['operator', 'viewer'] as const)('changes_nothing_for_a_%s', async (role) => {
    open([MISSING], { role });
    const region = await part();
    expect(region.getByText(/An administrator can install it/)).toBeTruthy();
    expect(region.queryByRole('button')).toBeNull();
  });

  it('is_left_out_where_a_service_needs_nothing', async () => {
    open([]);
    await screen.findByText('Program', {}, LATE);
    await waitFor(() => expect(asked()).toHaveLength(1));
    expect(screen.queryByText('What it needs')).toBeNull();
  });

  it('can_be_read_again_after_a_failure', async () => {
    let up = false;
    open(() => (up ? { dependencies: [need('sensor')] } : refusal(500, { detail: 'disk' })));
    expect(await screen.findByText('disk', {}, LATE)).toBeTruthy();
    up = true;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Installed 1.0.0')).toBeTruthy();
  });
});

describe('a service that was uploaded', () => {
  const uploaded = (needs: Dependency[]) => {
    open(needs, { path: '/drivers?kind=service' });
    const file = new File([], 'report.zip');
    act(() =>
      packageUploads.service.use.setState({
        list: [{ key: 1, file, state: 'done', sent: 1, result: [REPORT] }],
      }),
    );
    return screen.findByText(/report 1\.1\.0 is installed/);
  };

  it.each([
    [[need('sensor'), MISSING], /It needs sample\.meter \(read\), not there yet\./],
    [[need('sensor', { refersTo: null })], /still has to be set up/],
  ])('says_what_it_lacks_and_leads_there %#', async (needs, words) => {
    await uploaded(needs);
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'What report needs' }).getAttribute('href')).toBe(
      '/drivers/report?kind=service',
    );
  });

  it('says_no_more_where_it_lacks_nothing', async () => {
    await uploaded([need('sensor')]);
    await waitFor(() => expect(asked()).toHaveLength(1));
    expect(screen.queryByRole('link', { name: 'What report needs' })).toBeNull();
  });
});

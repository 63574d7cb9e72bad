import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { App } from 'antd';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Plugin } from '../src/api/types';
import { useSession } from '../src/app/session';
import { startI18n } from '../src/i18n';
import PluginDrawer from '../src/pages/plugins/PluginDrawer';
import type { OngoingUpdate } from '../src/updates/record';
import { compareVersions } from '../src/updates/versions';
import { wayOf } from '../src/updates/steps';
import { fakeKernel } from './fakes';
import { plugin } from './samples';

const AT = '2026-01-01T00:00:00Z';
const VERSIONS = {
  versions: [
    { version: '1.0.0', digest: 'sha256:00', source: 'upload', usedAt: AT, current: true },
    { version: '1.1.0', digest: 'b', source: 'upload', usedAt: null, current: false },
    { version: '0.9.0', digest: 'c', source: 'upload', usedAt: AT, current: false },
    { version: '0.8.0', digest: 'd', source: 'upload', usedAt: AT, current: false },
  ],
};
const PLAN = {
  plugin: 'greeter',
  from: '1.0.0',
  to: '1.1.0',
  type: 'minor',
  needed: 'major',
  changes: [{ bump: 'major', subject: 'command count', what: 'is gone' }],
  metaKnown: true,
  concerned: ['ann has called count 3 times'],
  problems: ['a major change'],
  declared: { exclusive: false },
};
const RECORD = {
  id: 3,
  at: AT,
  by: 'ann',
  what: 'update',
  from: '1.0.0',
  to: '1.2.0',
  type: 'minor',
  outcome: 'rolled-back',
  reason: 'it is not well',
  notes: ['1.2.0 collected in 812 ms'],
  pausedMs: 38.2,
  endedAt: '2026-01-01T00:00:02Z',
};
const UPDATES = { updates: [RECORD] };

const ANSWERS = {
  'GET /api/plugins/greeter': VERSIONS,
  'GET /api/plugins/greeter/updates': UPDATES,
  'POST /api/plugins/greeter/update': ({ body }: { body: unknown }) =>
    (body as { dryRun?: boolean }).dryRun ? PLAN : { id: 1 },
  'GET /api/plugins/greeter/leaks': { leaks: [] },
  'POST /api/plugins/greeter/rollback': { id: 2 },
};

const drawer = (shown: Plugin, path: string) => (
  <App>
    <MemoryRouter initialEntries={[path]}>
      <PluginDrawer id={shown.id} plugin={shown} onClose={() => {}} onUnload={() => {}} />
    </MemoryRouter>
  </App>
);

function open(shown: Plugin, path = '/plugins/greeter') {
  const { rerender } = render(drawer(shown, path));
  return (next: Plugin) => rerender(drawer(next, path));
}

const button = (name: string | RegExp) => screen.findByRole<HTMLButtonElement>('button', { name });

beforeAll(async () => {
  localStorage.setItem('backplane.language', 'en');
  await startI18n();
});
beforeEach(() => useSession.setState({ session: { name: 'me', role: 'admin', expiresAt: '' } }));
afterEach(() => {
  cleanup(); // what is shown would go on asking
  vi.unstubAllGlobals();
});

const lastSent = (requests: { method: string; body: unknown }[]) =>
  requests.findLast((it) => it.method === 'POST')?.body;

const UNDER_WAY: OngoingUpdate = {
  id: 3,
  what: 'update',
  from: '1.0.0',
  to: '1.2.0',
  type: 'minor',
  by: 'ann',
  step: 'health-window',
  steps: [
    { step: 'stage', since: AT },
    { step: 'start-new', since: '2026-01-01T00:00:00.120Z' },
    { step: 'health-window', since: '2026-01-01T00:00:00.2Z' },
  ],
  windowEndsAt: null,
};

describe('the plan of an update', () => {
  it('is_shown_at_once_where_the_url_asks_for_it_and_refuses_what_is_too_much_unless_forced', async () => {
    const requests = fakeKernel(ANSWERS);
    open(plugin('greeter'), '/plugins/greeter?to=1.1.0');
    const plan = await screen.findByRole('region', { name: 'Plan: 1.0.0 → 1.1.0' });
    expect(await within(plan).findByText('command count')).toBeTruthy();
    expect(within(plan).getByText('ann has called count 3 times')).toBeTruthy();
    const begin = await button('Update to 1.1.0');
    expect(begin.disabled).toBe(true);

    fireEvent.click(screen.getByRole('checkbox'));
    expect(begin.disabled).toBe(false);
    fireEvent.change(screen.getByLabelText('Health window'), { target: { value: '3' } });
    fireEvent.click(begin);
    await waitFor(() =>
      expect(lastSent(requests)).toEqual({ version: '1.1.0', healthWindowMs: 3_000, force: true }),
    );
    await waitFor(() => expect(screen.queryByRole('region', { name: /^Plan/ })).toBeNull());
  });

  it('is_made_for_a_higher_version_from_the_list', async () => {
    fakeKernel(ANSWERS);
    open(plugin('greeter'));
    fireEvent.click(await button('Show the plan: 1.1.0'));
    await screen.findByRole('region', { name: 'Plan: 1.0.0 → 1.1.0' });
  });

  it('says_that_calls_wait_where_only_one_version_may_run', async () => {
    fakeKernel(ANSWERS);
    open(plugin('greeter', { exclusive: true }), '/plugins/greeter?to=1.1.0');
    await screen.findByText(/calls wait from the first step until 1.1.0 runs/);
  });
});

describe('an earlier version', () => {
  it('has_no_plan', async () => {
    fakeKernel(ANSWERS);
    open(plugin('greeter'), '/plugins/greeter?to=0.9.0');
    await screen.findByText(/0.9.0 is not higher than 1.0.0/);
    expect(screen.queryByRole('region', { name: /^Plan/ })).toBeNull();
  });

  it('has_one_way_back_however_often_it_was_built', async () => {
    const again = { ...VERSIONS.versions[2], digest: 'e', usedAt: null };
    const versions = [...VERSIONS.versions, again];
    fakeKernel({ ...ANSWERS, 'GET /api/plugins/greeter': { versions } });
    open(plugin('greeter'));
    await screen.findByText('e');
    expect(screen.getAllByRole('button', { name: 'Go back: 0.9.0' }).length).toBe(1);
  });

  const confirmed = async (name: string) =>
    fireEvent.click(within(await screen.findByRole('tooltip')).getByRole('button', { name }));

  it('comes_back_by_undoing_the_last_update_where_it_ran_before', async () => {
    const requests = fakeKernel(ANSWERS);
    open(plugin('greeter', { previous: '0.9.0' }));
    fireEvent.click(await button('Roll back: 0.9.0'));
    await confirmed('Roll back');
    await waitFor(() => expect(lastSent(requests)).toEqual({ healthWindowMs: 10_000 }));
  });

  it('comes_back_by_its_number_where_it_ran_longer_ago', async () => {
    const requests = fakeKernel(ANSWERS);
    open(plugin('greeter', { previous: '0.9.0' }));
    fireEvent.click(await button('Go back: 0.8.0'));
    await confirmed('Go back');
    await waitFor(() =>
      expect(lastSent(requests)).toEqual({ to: '0.8.0', healthWindowMs: 10_000 }),
    );
  });
});

describe('an update', () => {
  it('is_told_in_the_history_with_its_reason_its_notes_and_its_pause', async () => {
    fakeKernel(ANSWERS);
    open(plugin('greeter'));
    const history = within(await screen.findByRole('region', { name: 'History' }));
    expect(await history.findByText('it is not well')).toBeTruthy();
    expect(history.getByText('1.2.0 collected in 812 ms')).toBeTruthy();
    expect(history.getByText('Rolled back')).toBeTruthy();
    expect(history.getByText('Minor')).toBeTruthy();
    expect(history.getByText('calls waited 38 ms')).toBeTruthy();
    expect(history.getByText('took 2.0 s')).toBeTruthy();
  });

  it('shows_its_steps_and_the_time_left_and_is_turned_back', async () => {
    const requests = fakeKernel(ANSWERS);
    const windowEndsAt = new Date(Date.now() + 9_000).toISOString();
    open(plugin('greeter', { version: '1.2.0', update: { ...UNDER_WAY, windowEndsAt } }));
    expect(await screen.findByText(/^[89] s left/)).toBeTruthy();
    expect(screen.getByText('120 ms')).toBeTruthy();
    fireEvent.click(await button('Turn back now'));
    await waitFor(() => expect(lastSent(requests)).toEqual({}));
    expect(requests.some((it) => it.url === '/api/plugins/greeter/rollback')).toBe(true);
  });

  it('that_was_followed_says_how_it_ended', async () => {
    fakeKernel(ANSWERS);
    const show = open(plugin('greeter', { version: '1.2.0', update: UNDER_WAY }));
    await screen.findByText('Turn back now');
    expect(screen.queryByText(/^Turned back/)).toBeNull();
    show(plugin('greeter'));
    await screen.findByText('Turned back: 1.0.0 is in use again');
  });

  it('cannot_be_begun_or_turned_back_by_a_viewer', async () => {
    useSession.setState({ session: { name: 'me', role: 'viewer', expiresAt: '' } });
    fakeKernel(ANSWERS);
    const show = open(plugin('greeter', { previous: '0.9.0' }), '/plugins/greeter?to=1.1.0');
    const versions = within(await screen.findByRole('region', { name: 'Versions' }));
    expect(await versions.findByText('0.9.0')).toBeTruthy();
    expect(versions.queryAllByRole('button')).toEqual([]);
    expect(screen.queryByRole('button', { name: 'Disable' })).toBeNull();
    show(plugin('greeter', { version: '1.2.0', update: UNDER_WAY }));
    await screen.findByText('Updating to 1.2.0');
    expect(screen.queryByText('Turn back now')).toBeNull();
  });
});

describe('the way of an update', () => {
  it('is_what_it_came_to_and_what_is_planned_behind_that', () => {
    const planned = ['stage', 'start-new', 'switch', 'commit'] as const;
    expect(wayOf([], planned)).toEqual(planned);
    expect(wayOf(['wait'], planned)).toEqual(['wait', ...planned]);
    expect(wayOf(['wait', 'stage', 'start-new', 'drain'], planned)).toEqual([
      'stage',
      'start-new',
      'drain',
      'switch',
      'commit',
    ]);
  });

  it('ends_with_turning_back', () => {
    expect(wayOf(['stage', 'revert'], ['stage', 'commit'])).toEqual(['stage', 'revert']);
  });
});

describe('versions', () => {
  it('are_in_the_order_of_their_numbers_and_a_release_comes_after_what_led_to_it', () => {
    const sorted = ['0.9.0', '1.0.0-rc.2', '1.0.0-rc.10', '1.0.0', '1.2.0', '1.10.0'];
    expect(sorted.toReversed().sort(compareVersions)).toEqual(sorted);
    expect(compareVersions('1.0.0+a', '1.0.0+b')).toBe(0);
  });
});

describe('versions that stay in memory', () => {
  it('are_told_with_what_holds_them', async () => {
    const leak = { plugin: 'greeter', version: '1.0.0', since: AT, findings: ['a thread'] };
    fakeKernel({
      ...ANSWERS,
      'GET /api/plugins/greeter/leaks': { leaks: [{ ...leak, paths: [] }] },
      'POST /api/plugins/greeter/leaks': { leaks: [{ ...leak, paths: ['thread "poller" → it'] }] },
    });
    open(plugin('greeter'));
    expect(await screen.findByText('a thread')).toBeTruthy();
    fireEvent.click(await button('Find out what holds them'));
    fireEvent.click(await button('Dump the heap'));
    expect(await screen.findByText('thread "poller" → it')).toBeTruthy();
  });
});

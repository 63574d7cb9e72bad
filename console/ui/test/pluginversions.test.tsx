import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Plugin } from '../src/api/types';
import { useSession } from '../src/app/session';
import { startI18n } from '../src/i18n';
import { LeaksPart } from '../src/pages/plugins/versions/LeaksPart';
import { VersionsPart } from '../src/pages/plugins/versions/VersionsPart';
import { fakeKernel } from './fakes';
import { plugin } from './samples';

const AT = '2026-01-01T00:00:00Z';
const VERSIONS = {
  versions: [
    { version: '1.1.0', digest: 'b', usedAt: AT, current: false },
    { version: '1.0.0', digest: 'a', usedAt: AT, current: true },
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
  steps: ['start 1.1.0 beside 1.0.0'],
  problems: ['a major change'],
  pause: 'none',
};
const UPDATES = {
  updates: [
    {
      at: AT,
      by: 'ann',
      what: 'update',
      from: '1.0.0',
      to: '1.2.0',
      outcome: 'rolled-back',
      reason: 'it is not well',
      notes: ['1.2.0 collected in 812 ms'],
    },
  ],
};

const ANSWERS = {
  'GET /api/plugins/greeter': VERSIONS,
  'GET /api/plugins/greeter/updates': UPDATES,
  'POST /api/plugins/greeter/update': ({ body }: { body: unknown }) =>
    (body as { dryRun?: boolean }).dryRun ? PLAN : { id: 1 },
  'POST /api/plugins/greeter/rollback': { id: 2 },
};

function open(shown: Plugin, path = '/plugins/greeter?to=1.1.0') {
  return render(
    <App>
      <MemoryRouter initialEntries={[path]}>
        <VersionsPart plugin={shown} />
        <LeaksPart plugin={shown} />
      </MemoryRouter>
    </App>,
  );
}

const button = (name: string | RegExp) => screen.findByRole<HTMLButtonElement>('button', { name });

beforeAll(async () => {
  localStorage.setItem('backplane.language', 'en');
  await startI18n();
});
beforeEach(() => useSession.setState({ session: { name: 'me', role: 'admin', expiresAt: '' } }));
afterEach(() => vi.unstubAllGlobals());

describe('the versions of a plugin', () => {
  it('show_what_an_update_would_do_and_refuse_what_is_too_much_unless_forced', async () => {
    const requests = fakeKernel(ANSWERS);
    open(plugin('greeter', { version: '1.0.0' }));
    fireEvent.click(await button(/Show the plan/));
    expect(await screen.findByText('command count is gone')).toBeTruthy();
    expect(screen.getByText('ann has called count 3 times')).toBeTruthy();
    expect((await button(/Update to 1.1.0/)).disabled).toBe(true);

    fireEvent.click(screen.getByRole('checkbox'));
    await waitFor(() => expect(screen.queryByText('command count is gone')).toBeNull());
    fireEvent.click(await button(/Show the plan/));
    await screen.findByText('command count is gone');
    const begin = await button(/Update to 1.1.0/);
    expect(begin.disabled).toBe(false);
    fireEvent.click(begin);
    await waitFor(() =>
      expect(requests.findLast((it) => it.method === 'POST')?.body).toEqual({
        version: '1.1.0',
        healthWindowMs: 10_000,
        force: true,
      }),
    );
  });

  it('tell_how_earlier_updates_went', async () => {
    fakeKernel(ANSWERS);
    open(plugin('greeter', { version: '1.0.0' }));
    expect(await screen.findByText('it is not well')).toBeTruthy();
    expect(screen.getByText('1.2.0 collected in 812 ms')).toBeTruthy();
  });

  it('show_the_step_of_the_update_under_way_and_turn_it_back', async () => {
    const requests = fakeKernel(ANSWERS);
    const update = {
      id: 3,
      from: '1.0.0',
      to: '1.1.0',
      step: 'health-window' as const,
      outcome: 'under-way',
      windowEndsAt: new Date(Date.now() + 9_000).toISOString(),
    };
    open(plugin('greeter', { version: '1.1.0', update }));
    expect(await screen.findByText(/watching its health, [89] s left/)).toBeTruthy();
    fireEvent.click(await button('Turn back now'));
    await waitFor(() =>
      expect(requests.some((it) => it.url === '/api/plugins/greeter/rollback')).toBe(true),
    );
  });

  it('offer_a_viewer_nothing_that_changes_anything', async () => {
    useSession.setState({ session: { name: 'me', role: 'viewer', expiresAt: '' } });
    fakeKernel(ANSWERS);
    open(plugin('greeter', { version: '1.0.0', previous: '0.9.0' }));
    expect(await screen.findByText('it is not well')).toBeTruthy();
    expect(screen.queryAllByRole('button')).toEqual([]);
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
    expect(await screen.findByText('thread "poller" → it')).toBeTruthy();
  });
});

import { act, cleanup, render, screen } from '@testing-library/react';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import type { Role } from '../src/api/types';
import { useSession } from '../src/app/session';
import { startI18n } from '../src/i18n';
import { useLive } from '../src/live/store';
import ObservabilityPage from '../src/pages/observability/ObservabilityPage';
import { TABS, type Tab } from '../src/pages/observability/tabs';
import type { Request } from './fakes';

export const AT = '2026-01-01T00:00:00Z';

export function open(path: string) {
  const router = createMemoryRouter(
    [{ path: '/observability/:tab?', element: <ObservabilityPage /> }],
    { initialEntries: [path] },
  );
  render(
    <App>
      <RouterProvider router={router} />
    </App>,
  );
  return router;
}
export const as = (role: Role) =>
  act(() => useSession.setState({ session: { name: 'me', role, expiresAt: '' } }));
export const button = (name: string | RegExp) =>
  screen.findByRole<HTMLButtonElement>('button', { name });
export const box = (name: RegExp) => screen.findByRole('treeitem', { name });
export const sent = (requests: Request[], method: string) =>
  requests.filter((it) => it.method === method);

/** Tabs are fetched before, so that no test waits for that. */
const loaded: Record<Tab, () => Promise<unknown>> = {
  health: () => import('../src/pages/observability/health/HealthTab'),
  metrics: () => import('../src/pages/observability/metrics/MetricsTab'),
  profiles: () => import('../src/pages/observability/profiles/ProfilesTab'),
  state: () => import('../src/pages/observability/state/StateTab'),
};

/** What all tests of the page begin and end with. */
export function observing(): void {
  vi.setConfig({ testTimeout: 30_000 });
  beforeAll(async () => {
    localStorage.setItem('backplane.language', 'en');
    await startI18n();
    await Promise.all(TABS.map((tab) => loaded[tab]()));
  }, 60_000);
  beforeEach(() => as('admin'));
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    useLive.setState({ health: undefined, instances: undefined });
  });
}

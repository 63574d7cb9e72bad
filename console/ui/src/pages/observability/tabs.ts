import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

export const TABS = ['health', 'metrics', 'profiles', 'state'] as const;
export type Tab = (typeof TABS)[number];

export const tabOf = (text: string | undefined): Tab => TABS.find((it) => it === text) ?? 'health';

/** Each tab is fetched when it is first opened. */
export const TAB_VIEWS: Record<Tab, LazyExoticComponent<ComponentType>> = {
  health: lazy(() => import('./health/HealthTab')),
  metrics: lazy(() => import('./metrics/MetricsTab')),
  profiles: lazy(() => import('./profiles/ProfilesTab')),
  state: lazy(() => import('./state/StateTab')),
};

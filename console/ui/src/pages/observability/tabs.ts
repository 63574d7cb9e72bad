import type { ComponentType } from 'react';
import { laterPage } from '../../components/later';

export const TABS = ['health', 'metrics', 'profiles', 'state'] as const;
export type Tab = (typeof TABS)[number];

export const tabOf = (text: string | undefined): Tab => TABS.find((it) => it === text) ?? 'health';

/** Each tab is fetched when it is first opened. */
export const TAB_VIEWS: Record<Tab, ComponentType> = {
  health: laterPage(() => import('./health/HealthTab')),
  metrics: laterPage(() => import('./metrics/MetricsTab')),
  profiles: laterPage(() => import('./profiles/ProfilesTab')),
  state: laterPage(() => import('./state/StateTab')),
};

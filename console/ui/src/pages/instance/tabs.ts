import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { InstanceDetails } from '../../api/instance';

export interface TabProps {
  /** As the live connection says, with what was asked for beside it. */
  instance: InstanceDetails;
}

export const TABS = [
  'overview',
  'logs',
  'processes',
  'charts',
  'calls',
  'config',
  'commands',
  'events',
  'updates',
] as const;
export type Tab = (typeof TABS)[number];

export const tabOf = (text: string | undefined): Tab =>
  TABS.find((it) => it === text) ?? 'overview';

/** Each tab is fetched when it is first opened. */
export const TAB_VIEWS: Record<Tab, LazyExoticComponent<ComponentType<TabProps>>> = {
  overview: lazy(() => import('./OverviewTab')),
  logs: lazy(() => import('./logs/LogsTab')),
  processes: lazy(() => import('./ProcessesTab')),
  charts: lazy(() => import('./charts/ChartsTab')),
  calls: lazy(() => import('./CallsTab')),
  config: lazy(() => import('./config/ConfigTab')),
  commands: lazy(() => import('./CommandsTab')),
  events: lazy(() => import('./EventsTab')),
  updates: lazy(() => import('./updates/UpdatesTab')),
};

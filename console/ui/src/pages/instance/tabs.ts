import type { ComponentType } from 'react';
import type { InstanceDetails, UnitKind } from '../../api/instance';
import { laterPage } from '../../components/later';

export interface TabProps {
  /** As the live connection says, with what was asked for beside it. */
  instance: InstanceDetails;
  /** Asks for it anew: something was changed that the live connection does not tell. */
  onChanged: () => void;
}

export const TABS = [
  'overview',
  'logs',
  'processes',
  'charts',
  'calls',
  'references',
  'config',
  'commands',
  'events',
  'updates',
] as const;
export type Tab = (typeof TABS)[number];

/** Those of an instance of a kind. */
export const tabsOf = (kind: UnitKind): Tab[] =>
  TABS.filter((tab) => tab !== 'references' || kind === 'service');

export const tabOf = (text: string | undefined): Tab =>
  TABS.find((it) => it === text) ?? 'overview';

/** Each tab is fetched when it is first opened. */
export const TAB_VIEWS: Record<Tab, ComponentType<TabProps>> = {
  overview: laterPage(() => import('./OverviewTab')),
  logs: laterPage(() => import('./logs/LogsTab')),
  processes: laterPage(() => import('./ProcessesTab')),
  charts: laterPage(() => import('./charts/ChartsTab')),
  calls: laterPage(() => import('./CallsTab')),
  references: laterPage(() => import('./references/ReferencesTab')),
  config: laterPage(() => import('./config/ConfigTab')),
  commands: laterPage(() => import('./CommandsTab')),
  events: laterPage(() => import('./EventsTab')),
  updates: laterPage(() => import('./updates/UpdatesTab')),
};

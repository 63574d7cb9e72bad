import type { ComponentType } from 'react';

export interface Page {
  path: string;
  /** Key of its title below `nav`, and of its icon. */
  label: 'dashboard' | 'plugins' | LegacyLabel;
}

/** Pages of the OSGi console that are shown in a frame, by their labels there. */
export const LEGACY_LABELS = ['bundles', 'components', 'services', 'configMgr', 'slog'] as const;
export type LegacyLabel = (typeof LEGACY_LABELS)[number];

export const MAIN_PAGES: readonly Page[] = [
  { path: '/', label: 'dashboard' },
  { path: '/plugins', label: 'plugins' },
];

export const OSGI_PAGES: readonly Page[] = LEGACY_LABELS.map((label) => ({
  path: `/osgi/${label}`,
  label,
}));

export const ALL_PAGES: readonly Page[] = [...MAIN_PAGES, ...OSGI_PAGES];

type Module = Promise<{ default: ComponentType }>;

export const loadDashboard = (): Module => import('../pages/dashboard/DashboardPage');
export const loadPlugins = (): Module => import('../pages/plugins/PluginsPage');
export const loadLegacy = (): Module => import('../pages/legacy/LegacyPage');

import type { ComponentType } from 'react';
import { LEGACY_LABELS, type LegacyLabel } from '../pages/legacy/labels';

export interface Page {
  path: string;
  /** Key of its title below `nav`, and of its icon. */
  label: 'dashboard' | 'instances' | 'drivers' | 'lab' | 'plugins' | 'observability' | LegacyLabel;
}

export const MAIN_PAGES: readonly Page[] = [
  { path: '/', label: 'dashboard' },
  { path: '/instances', label: 'instances' },
  { path: '/drivers', label: 'drivers' },
  { path: '/lab', label: 'lab' },
  { path: '/plugins', label: 'plugins' },
  { path: '/observability', label: 'observability' },
];

export const OSGI_PAGES: readonly Page[] = LEGACY_LABELS.map((label) => ({
  path: `/osgi/${label}`,
  label,
}));

export const ALL_PAGES: readonly Page[] = [...MAIN_PAGES, ...OSGI_PAGES];

type Module = Promise<{ default: ComponentType }>;

export const loadDashboard = (): Module => import('../pages/dashboard/DashboardPage');
export const loadInstances = (): Module => import('../pages/instances/InstancesPage');
export const loadInstance = (): Module => import('../pages/instance/InstancePage');
export const loadDrivers = (): Module => import('../pages/drivers/DriversPage');
export const loadLab = (): Module => import('../pages/lab/LabPage');
export const loadPlugins = (): Module => import('../pages/plugins/PluginsPage');
export const loadObservability = (): Module => import('../pages/observability/ObservabilityPage');
export const loadExtension = (): Module => import('../extensions/ExtensionPage');
export const loadWorkspace = (): Module => import('../pages/workspace/WorkspacePage');
export const loadLegacy = (): Module => import('../pages/legacy/LegacyPage');

/** Pages of the OSGi console that are shown in a frame, by their labels there. */
export const LEGACY_LABELS = ['bundles', 'components', 'services', 'configMgr', 'logs'] as const;
export type LegacyLabel = (typeof LEGACY_LABELS)[number];

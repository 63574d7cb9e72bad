import type { ComponentType } from 'react';
import { later } from '../components/later';
import { useOverlay, type Overlay } from './overlay';

const VIEWS: Record<Overlay, ComponentType> = {
  palette: later(() => import('./CommandPalette')),
  shortcuts: later(() => import('./ShortcutSheet')),
  notifications: later(() => import('./NotificationDrawer')),
  menu: later(() => import('./MenuDrawer')),
};

/** What lies over the page, fetched when first asked for. */
export function Overlays() {
  const shown = useOverlay((state) => state.shown);
  if (!shown) return null;
  const View = VIEWS[shown];
  return <View />;
}

import { lazy, Suspense } from 'react';
import { useOverlay, type Overlay } from './overlay';

const VIEWS: Record<Overlay, ReturnType<typeof lazy>> = {
  palette: lazy(() => import('./CommandPalette')),
  shortcuts: lazy(() => import('./ShortcutSheet')),
  notifications: lazy(() => import('./NotificationDrawer')),
  menu: lazy(() => import('./MenuDrawer')),
};

/** What lies over the page, fetched when first asked for. */
export function Overlays() {
  const shown = useOverlay((state) => state.shown);
  if (!shown) return null;
  const View = VIEWS[shown];
  return (
    <Suspense fallback={null}>
      <View />
    </Suspense>
  );
}

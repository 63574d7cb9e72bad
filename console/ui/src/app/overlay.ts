import { create } from 'zustand';

/** What lies over the page; one at a time. */
export type Overlay = 'palette' | 'shortcuts' | 'notifications' | 'menu';

export const useOverlay = create<{ shown: Overlay | undefined }>(() => ({ shown: undefined }));

export const show = (shown: Overlay): void => useOverlay.setState({ shown });
export const hide = (): void => useOverlay.setState({ shown: undefined });

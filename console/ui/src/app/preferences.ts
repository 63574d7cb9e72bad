import { create } from 'zustand';
import { onSystemScheme, paint, rememberedTheme, rememberTheme, schemeOf } from './palette';
import type { Scheme, ThemeMode } from './palette';

const COLLAPSED = 'backplane.menu';

interface Preferences {
  theme: ThemeMode;
  scheme: Scheme;
  menuCollapsed: boolean;
}

/** What this browser remembers of its user's taste. */
export const usePreferences = create<Preferences>(() => ({
  theme: rememberedTheme(),
  scheme: schemeOf(rememberedTheme()),
  menuCollapsed: localStorage.getItem(COLLAPSED) === 'collapsed',
}));

export function chooseTheme(theme: ThemeMode): void {
  rememberTheme(theme);
  usePreferences.setState({ theme, scheme: schemeOf(theme) });
}

export function toggleMenu(): void {
  const menuCollapsed = !usePreferences.getState().menuCollapsed;
  localStorage.setItem(COLLAPSED, menuCollapsed ? 'collapsed' : 'open');
  usePreferences.setState({ menuCollapsed });
}

/** Paints now and whenever the choice or the system changes. */
export function followTheme(): void {
  const repaint = () => paint(usePreferences.getState().scheme);
  repaint();
  usePreferences.subscribe(repaint);
  onSystemScheme(() => usePreferences.setState((state) => ({ scheme: schemeOf(state.theme) })));
}

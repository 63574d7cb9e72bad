/** The colours of the product, in one place: CSS reads them as `--bp-<name>`, antd as tokens. */
export type Scheme = 'light' | 'dark';
export type ThemeMode = Scheme | 'system';

/** Text colours keep at least 4.5:1 on `page`, `surface` and `raised`. */
const LIGHT = {
  page: '#f4f6f6',
  surface: '#ffffff',
  raised: '#eef2f1',
  line: '#dde4e3',
  'line-strong': '#c3cecc',
  text: '#15211f',
  'text-2': '#465653',
  'text-3': '#5a6a67',
  accent: '#0f6e66',
  'accent-hover': '#0b5a54',
  'accent-soft': '#e0f0ed',
  'on-accent': '#ffffff',
  ok: '#1a7a42',
  'ok-soft': '#e3f3e8',
  warn: '#92580a',
  'warn-soft': '#fbf0dc',
  error: '#b8342a',
  'error-soft': '#fbe9e7',
  info: '#2b6390',
  'info-soft': '#e6eff6',
};

const DARK: typeof LIGHT = {
  page: '#0d1312',
  surface: '#141c1b',
  raised: '#1d2725',
  line: '#283432',
  'line-strong': '#3b4a47',
  text: '#e4ecea',
  'text-2': '#adbbb8',
  'text-3': '#92a19e',
  accent: '#4cc3b2',
  'accent-hover': '#6ad2c3',
  'accent-soft': '#15332f',
  'on-accent': '#04211d',
  ok: '#5cc98a',
  'ok-soft': '#15301f',
  warn: '#e2b04f',
  'warn-soft': '#33280f',
  error: '#f28379',
  'error-soft': '#3a1c19',
  info: '#7db5df',
  'info-soft': '#172a39',
};

export type Palette = typeof LIGHT;
export const PALETTES: Record<Scheme, Palette> = { light: LIGHT, dark: DARK };

const KEY = 'backplane.theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');

export function rememberedTheme(): ThemeMode {
  const mode = localStorage.getItem(KEY);
  return mode === 'light' || mode === 'dark' ? mode : 'system';
}

export function rememberTheme(mode: ThemeMode): void {
  localStorage.setItem(KEY, mode);
}

export const schemeOf = (mode: ThemeMode): Scheme =>
  mode === 'system' ? (system.matches ? 'dark' : 'light') : mode;

/** @returns undo */
export function onSystemScheme(listener: () => void): () => void {
  system.addEventListener('change', listener);
  return () => system.removeEventListener('change', listener);
}

/** Gives the palette to the style sheets. */
export function paint(scheme: Scheme, root: HTMLElement = document.documentElement): void {
  root.dataset['theme'] = scheme;
  root.style.colorScheme = scheme;
  for (const [name, colour] of Object.entries(PALETTES[scheme])) {
    root.style.setProperty(`--bp-${name}`, colour);
  }
}

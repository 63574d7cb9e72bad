import { create } from 'zustand';

const KEY = 'backplane.workspace';

/** How this browser's user likes the page: shares of its width and height. */
export interface Layout {
  side: number;
  bottom: number;
  bottomOpen: boolean;
  pane: 'files' | 'search';
  panel: Panel;
}

export const PANELS = ['output', 'problems', 'commands'] as const;
export type Panel = (typeof PANELS)[number];

const FIRST: Layout = {
  side: 20,
  bottom: 32,
  bottomOpen: true,
  pane: 'files',
  panel: 'output',
};

function remembered(): Layout {
  try {
    return { ...FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Layout>) };
  } catch {
    return FIRST;
  }
}

export const useLayout = create<Layout>(remembered);

export function arrange(change: Partial<Layout>): void {
  useLayout.setState(change);
  localStorage.setItem(KEY, JSON.stringify(useLayout.getState()));
}

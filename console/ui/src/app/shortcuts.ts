import { toggleMenu } from './preferences';
import { hide, show, useOverlay } from './overlay';

/** Pages reached by `g` and a letter. */
export const JUMPS: Readonly<Record<string, string>> = {
  d: '/',
  i: '/instances',
  r: '/drivers',
  l: '/lab',
  p: '/plugins',
  o: '/observability',
  b: '/osgi/bundles',
};

const JUMP_MS = 1200;
let jumpUntil = 0;

const EDITABLE = 'input, textarea, select, [contenteditable="true"], .monaco-editor';

/**
 * Acts on a key press that belongs to the whole application. Single letters count only outside of
 * fields and while nothing lies over the page.
 */
export function onShortcut(event: KeyboardEvent, go: (path: string) => void): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    if (useOverlay.getState().shown === 'palette') hide();
    else show('palette');
    return;
  }
  const target = event.target as Partial<Element> | null;
  const typing = target?.closest?.(EDITABLE) != null;
  const covered = useOverlay.getState().shown || document.querySelector('[aria-modal="true"]');
  if (event.ctrlKey || event.metaKey || event.altKey || typing || covered) return;
  const jump = event.timeStamp < jumpUntil ? JUMPS[event.key] : undefined;
  jumpUntil = event.key === 'g' ? event.timeStamp + JUMP_MS : 0;
  if (jump) go(jump);
  else if (event.key === '?') show('shortcuts');
  else if (event.key === 'n') show('notifications');
  else if (event.key === '[') toggleMenu();
  else if (event.key === '/') focusSearch(event);
}

function focusSearch(event: KeyboardEvent) {
  const field = document.querySelector<HTMLInputElement>('input[type="search"]');
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}

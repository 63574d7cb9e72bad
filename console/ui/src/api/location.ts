import { atRoot } from './root';

let leaving = false;

/** Leaves for the login page, once, to come back to where the user is. */
export function toLogin(): void {
  if (leaving) return;
  leaving = true;
  const { pathname, search, hash } = window.location;
  const next = encodeURIComponent(pathname + search + hash);
  window.location.assign(`${atRoot('/login')}?next=${next}`);
}

/** Where a WebSocket is opened. */
export function socketUrl(path: string): string {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${window.location.host}${atRoot(path)}`;
}

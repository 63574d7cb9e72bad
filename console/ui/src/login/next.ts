import { APP } from '../api/root';

/**
 * Where to go after login: a path of this origin, else the application. Anything a browser could
 * read as another origin (`//host`, `/\host`, a scheme) is refused.
 */
export function nextPath(search: string, origin: string, root: string): string {
  const home = `${root}${APP}/`;
  const next = new URLSearchParams(search).get('next');
  if (!next?.startsWith('/')) return home;
  try {
    const url = new URL(next, origin);
    const login = url.pathname === `${root}/login`;
    return url.origin === origin && !login ? url.pathname + url.search + url.hash : home;
  } catch {
    return home;
  }
}

import { toJson } from './json';
import { toLogin } from './location';
import { Problem } from './problem';
import { atRoot } from './root';

/**
 * Asks the kernel. A lost session leads to the login page and back here.
 *
 * @param path below the context root, such as `/api/session`
 */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(atRoot(path), { credentials: 'same-origin', ...init });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem(0);
  }
  if (response.ok) return response;
  if (response.status === 401) toLogin();
  throw Problem.parse(response.status, await response.text(), response.headers.get('Retry-After'));
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, {
    headers: { Accept: 'application/json' },
    signal: signal ?? null,
  });
  return (await response.json()) as T;
}

/** Sends a value and reads what the kernel answers with. */
export async function sendJson<T>(method: string, path: string, body: unknown): Promise<T> {
  const response = await send(path, {
    method,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: toJson(body),
  });
  return (await response.json()) as T;
}

/** A path with the parameters that are set. */
export function withQuery(
  path: string,
  params: Record<string, string | number | boolean | undefined>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

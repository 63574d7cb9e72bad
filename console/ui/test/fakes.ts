import { vi } from 'vitest';

/** The browser's end of a WebSocket whose other end is the test. */
export class Line {
  static all: Line[] = [];
  static at = (path: string): Line => {
    const line = Line.all.findLast((it) => it.url.includes(path));
    if (!line) throw new Error(`nothing was opened at ${path}`);
    return line;
  };
  onopen?: () => void;
  onmessage?: (message: { data: string }) => void;
  onclose?: (event: { code: number; reason: string }) => void;
  closed = false;
  heard: unknown[] = [];
  constructor(readonly url: string) {
    Line.all.push(this);
  }
  send(text: string) {
    this.heard.push(JSON.parse(text));
  }
  close() {
    this.closed = true;
  }
  say(frame: unknown) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  end(code = 1006, reason = '') {
    this.onclose?.({ code, reason });
  }
}

export interface Request {
  method: string;
  url: string;
  body: unknown;
}

type Answer = unknown | ((request: Request) => unknown);

/**
 * A kernel that answers by `METHOD /path`; a `Response` as it is, anything else as JSON, and 404
 * where nothing is set.
 *
 * @returns what it was asked, as it comes
 */
export function fakeKernel(answers: Record<string, Answer>): Request[] {
  const requests: Request[] = [];
  Line.all = [];
  vi.stubGlobal('WebSocket', Line);
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    const method = init.method ?? 'GET';
    const body = init.body ? (JSON.parse(String(init.body)) as unknown) : undefined;
    const request = { method, url, body };
    requests.push(request);
    const { pathname } = new URL(url, 'http://kernel');
    const answer = answers[`${method} ${pathname}`];
    const value =
      typeof answer === 'function' ? (answer as (it: Request) => unknown)(request) : answer;
    if (value === undefined) return Promise.resolve(refusal(404, { detail: `no ${pathname}` }));
    return Promise.resolve(value instanceof Response ? value : Response.json(value));
  });
  return requests;
}

export const refusal = (status: number, body: Record<string, unknown>): Response =>
  Response.json({ status, ...body }, { status });

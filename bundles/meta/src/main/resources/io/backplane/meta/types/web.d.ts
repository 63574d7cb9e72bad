// URL and fetch, as they are in every service.

interface URLSearchParams {
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(work: (value: string, name: string, params: URLSearchParams) => void): void;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  entries(): IterableIterator<[string, string]>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}
declare var URLSearchParams: {
  new (init?: string | Record<string, string> | Iterable<readonly [string, string]>): URLSearchParams;
  readonly prototype: URLSearchParams;
};

interface URL {
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  readonly searchParams: URLSearchParams;
  toString(): string;
  toJSON(): string;
}
declare var URL: {
  /** @throws TypeError for what is no URL */
  new (url: string | URL, base?: string | URL): URL;
  canParse(url: string | URL, base?: string | URL): boolean;
  parse(url: string | URL, base?: string | URL): URL | null;
  readonly prototype: URL;
};

type HeadersInit = Headers | Record<string, string> | Iterable<readonly [string, string]>;

/** Names are in lower case. */
interface Headers {
  append(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  has(name: string): boolean;
  set(name: string, value: string): void;
  /** Each `set-cookie` for itself. */
  getSetCookie(): string[];
  forEach(work: (value: string, name: string, headers: Headers) => void): void;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  entries(): IterableIterator<[string, string]>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}
declare var Headers: { new (init?: HeadersInit): Headers; readonly prototype: Headers };

interface ResponseInit {
  /** 200 to 599; 200 without it. */
  status?: number;
  statusText?: string;
  headers?: HeadersInit;
}

interface Response {
  readonly status: number;
  readonly statusText: string;
  /** Whether the status is 200 to 299. */
  readonly ok: boolean;
  readonly redirected: boolean;
  readonly url: string;
  readonly headers: Headers;
  readonly type: 'default';
  /** A body is read once. */
  readonly bodyUsed: boolean;
  text(): Promise<string>;
  json(): Promise<any>;
  bytes(): Promise<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
  /** One whose body can be read for itself. */
  clone(): Response;
}
declare var Response: {
  new (body?: string | ArrayBuffer | ArrayBufferView | URLSearchParams | null, init?: ResponseInit): Response;
  readonly prototype: Response;
};

interface RequestInit {
  /** GET without it. */
  method?: string;
  headers?: HeadersInit;
  body?: string | ArrayBuffer | ArrayBufferView | URLSearchParams | null;
  /** `follow` without it, up to 20 of them. */
  redirect?: 'follow' | 'error' | 'manual';
  signal?: AbortSignal | null;
}

/** Asks over HTTP. Resolves with whatever status comes; rejects with a TypeError where none does. */
declare function fetch(url: string | URL, init?: RequestInit | null): Promise<Response>;

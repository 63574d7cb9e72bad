// What is there in every service beside the language.

/** Writes to the service's log (standard error). Objects as JSON, errors with their stack. */
interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  /** Begins the line with `Warning: `. */
  warn(...values: unknown[]): void;
  /** Begins the line with `Error: `. */
  error(...values: unknown[]): void;
}
declare var console: Console;

/** Calls a function once, after a time in milliseconds. The service goes on until then. */
declare function setTimeout<A extends unknown[]>(work: (...given: A) => unknown, delay?: number, ...given: A): number;
/** Calls a function again and again, until it is cleared. */
declare function setInterval<A extends unknown[]>(work: (...given: A) => unknown, delay?: number, ...given: A): number;
declare function clearTimeout(id: number | null | undefined): void;
declare function clearInterval(id: number | null | undefined): void;
/** Calls a function as soon as what runs now has ended. */
declare function queueMicrotask(work: () => unknown): void;

/** A deep copy; functions, symbols and promises have none. @throws DOMException */
declare function structuredClone<T>(value: T): T;

/** What the built-in modules throw where something cannot be done. */
interface InternalError extends Error {}
declare var InternalError: { new (message?: string, options?: ErrorOptions): InternalError; readonly prototype: InternalError };

interface DOMException extends Error {}
declare var DOMException: { new (message?: string, name?: string): DOMException; readonly prototype: DOMException };

interface AbortEvent {
  readonly type: 'abort';
  readonly target: AbortSignal;
}

/** Tells of the wish to end something. */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: any;
  onabort: ((this: AbortSignal, event: AbortEvent) => unknown) | null;
  throwIfAborted(): void;
  addEventListener(type: 'abort', heard: (this: AbortSignal, event: AbortEvent) => unknown): void;
  removeEventListener(type: 'abort', heard: (this: AbortSignal, event: AbortEvent) => unknown): void;
}
declare var AbortSignal: {
  /** One that is aborted already. */
  abort(reason?: unknown): AbortSignal;
  /** One that aborts after a time in milliseconds. */
  timeout(ms: number): AbortSignal;
  /** One that aborts with the first of several. */
  any(signals: Iterable<AbortSignal>): AbortSignal;
  readonly prototype: AbortSignal;
};

interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare var AbortController: { new (): AbortController; readonly prototype: AbortController };

interface TextEncoder {
  readonly encoding: string;
  /** In UTF-8. */
  encode(text?: string): Uint8Array;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
declare var TextEncoder: { new (): TextEncoder; readonly prototype: TextEncoder };

interface TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(bytes?: ArrayBufferLike | ArrayBufferView, options?: { stream?: boolean }): string;
}
declare var TextDecoder: {
  /** @param label UTF-8 without it */
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
  readonly prototype: TextDecoder;
};

// What people expect beside the language: structuredClone, AbortController, AbortSignal.
(() => {
  'use strict';
  const define = (values) => {
    for (const [name, value] of Object.entries(values)) {
      Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
    }
  };

  const { idle } = globalThis.backplaneHost;
  for (const name of ['dispose', 'asyncDispose']) {
    Symbol[name] ?? Object.defineProperty(Symbol, name, { value: Symbol.for(`Symbol.${name}`) });
  }

  class DOMException extends Error {
    #name;
    constructor(message = '', name = 'Error') {
      super(message);
      this.#name = name;
    }
    get name() {
      return this.#name;
    }
  }

  const TYPED = Object.getPrototypeOf(Uint8Array);
  const ERRORS = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

  const shell = (value) => {
    if (Array.isArray(value)) return new Array(value.length);
    if (value instanceof Date) return new Date(value.getTime());
    if (value instanceof RegExp) return new RegExp(value.source, value.flags);
    if (value instanceof ArrayBuffer) return value.slice(0);
    if (value instanceof TYPED) return value.slice();
    if (value instanceof Map) return new Map();
    if (value instanceof Set) return new Set();
    if (value instanceof Error) return new (ERRORS[value.name] ?? Error)(value.message);
    if (value instanceof Number || value instanceof String || value instanceof Boolean) return Object(value.valueOf());
    return {};
  };

  const clone = (value, known) => {
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw new DOMException(`${String(value)} could not be cloned.`, 'DataCloneError');
    }
    if (value === null || typeof value !== 'object') return value;
    if (known.has(value)) return known.get(value);
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef) {
      throw new DOMException(`${String(value)} could not be cloned.`, 'DataCloneError');
    }
    const made = shell(value);
    known.set(value, made);
    if (value instanceof Map) {
      for (const [key, member] of value) made.set(clone(key, known), clone(member, known));
    } else if (value instanceof Set) {
      for (const member of value) made.add(clone(member, known));
    } else if (value instanceof Error) {
      if ('cause' in value) made.cause = clone(value.cause, known);
      Object.defineProperty(made, 'stack', { value: value.stack, writable: true, configurable: true });
    } else if (Array.isArray(value) || Object.prototype.toString.call(made) === '[object Object]') {
      for (const key of Object.keys(value)) made[key] = clone(value[key], known);
    }
    return made;
  };

  class AbortSignal {
    #heard = new Set();
    #aborted = false;
    #reason;
    onabort = null;

    static #abort = (signal, reason) => {
      if (signal.#aborted) return;
      signal.#aborted = true;
      signal.#reason = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
      const event = { type: 'abort', target: signal };
      for (const heard of [signal.onabort, ...signal.#heard]) if (typeof heard === 'function') heard.call(signal, event);
      signal.#heard.clear();
    };
    static abort(reason) {
      const signal = new AbortSignal();
      AbortSignal.#abort(signal, reason);
      return signal;
    }
    static timeout(ms) {
      const signal = new AbortSignal();
      const over = () => AbortSignal.#abort(signal, new DOMException('The operation timed out.', 'TimeoutError'));
      idle(ms, over);
      return signal;
    }
    static any(signals) {
      const any = new AbortSignal();
      for (const signal of signals) {
        if (signal.aborted) AbortSignal.#abort(any, signal.reason);
        else signal.addEventListener('abort', () => AbortSignal.#abort(any, signal.reason));
      }
      return any;
    }
    static of() {
      const signal = new AbortSignal();
      return { signal, abort: (reason) => AbortSignal.#abort(signal, reason) };
    }
    get aborted() {
      return this.#aborted;
    }
    get reason() {
      return this.#reason;
    }
    throwIfAborted() {
      if (this.#aborted) throw this.#reason;
    }
    addEventListener(type, heard) {
      if (type === 'abort' && !this.#aborted) this.#heard.add(heard);
    }
    removeEventListener(type, heard) {
      if (type === 'abort') this.#heard.delete(heard);
    }
  }

  const signals = AbortSignal.of;
  delete AbortSignal.of;

  class AbortController {
    #own = signals();
    get signal() {
      return this.#own.signal;
    }
    abort(reason) {
      this.#own.abort(reason);
    }
  }

  define({ DOMException, AbortSignal, AbortController, structuredClone: (value) => clone(value, new Map()) });
})();

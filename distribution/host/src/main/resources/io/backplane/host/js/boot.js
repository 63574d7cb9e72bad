// Made once, before any module. Host functions take and give text, numbers, booleans and null; what one of them
// throws comes as { fault, message }.
(host) => {
  'use strict';
  const { stringify } = JSON;
  class InternalError extends Error {
    get name() {
      return 'InternalError';
    }
  }
  Object.defineProperty(globalThis, 'InternalError', { value: InternalError, writable: true, configurable: true });
  const types = { Error, TypeError, InternalError };

  const throwing = (act) => (...given) => {
    const result = act(...given);
    if (result !== null && typeof result === 'object') throw new types[result.fault](result.message);
    return result;
  };
  const print = throwing(host.print);
  const start = throwing(host.start);
  const cancel = throwing(host.cancel);

  const words = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return value.stack || `${value}`;
    if (typeof value === 'object' && value !== null) return stringify(value);
    return String(value);
  };
  const line = (values) => values.map(words).join(' ');
  globalThis.console = {
    log: (...values) => print(line(values)),
    info: (...values) => print(line(values)),
    debug: (...values) => print(line(values)),
    warn: (...values) => print(`Warning: ${line(values)}`),
    error: (...values) => print(`Error: ${line(values)}`),
  };

  const timer = (repeats) => (work, delay = 0, ...given) => {
    if (typeof work !== 'function') throw new TypeError('the callback is not a function');
    const ms = Number(delay) > 0 ? Number(delay) : 0;
    const handle = { id: 0 };
    const own = ++lastTimer;
    const fire = () => {
      if (repeats) handle.id = start(ms, fire);
      else timers.delete(own);
      work(...given);
    };
    handle.id = start(ms, fire);
    timers.set(own, handle);
    return own;
  };
  const timers = new Map();
  let lastTimer = 0;
  const clear = (id) => {
    const handle = timers.get(id);
    if (handle) cancel(handle.id);
    timers.delete(id);
  };
  Object.assign(globalThis, {
    setTimeout: timer(false),
    setInterval: timer(true),
    clearTimeout: clear,
    clearInterval: clear,
    queueMicrotask: (work) => {
      if (typeof work !== 'function') throw new TypeError('the callback is not a function');
      Promise.resolve().then(work);
    },
  });

  globalThis.backplaneHost = {
    modules: {},
    of: (name) => {
      const functions = globalThis.backplaneHost.modules[name] ?? {};
      return Object.fromEntries(Object.keys(functions).map((member) => [member, throwing(functions[member])]));
    },
  };
  return () => {
    delete globalThis.backplaneHost;
  };
};

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

  // What JSON has no words for is told in others: nobody's program ends by what it logs.
  const json = (value) => {
    try {
      return stringify(value);
    } catch {
      return lenient(value);
    }
  };
  const lenient = (value) => {
    const above = [];
    const told = function (key, inner) {
      if (typeof inner === 'bigint') return `${inner}n`;
      if (typeof inner !== 'object' || inner === null) return inner;
      while (above.length > 0 && above.at(-1) !== this) above.pop();
      if (above.includes(inner)) return '[Circular]';
      above.push(inner);
      return inner;
    };
    try {
      return stringify(value, told);
    } catch {
      return '[object]';
    }
  };

  const words = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return value.stack || `${value}`;
    if (typeof value === 'object' && value !== null) return json(value);
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

  // Modules are evaluated before there is a service: the functions come when it is known, and who waits for that is told.
  const modules = new Map();
  const of = (name) => {
    if (!modules.has(name)) modules.set(name, Object.create(null));
    return modules.get(name);
  };
  const waiting = [];
  // A timer that nothing waits for.
  const idle = (ms, work) => start(Number(ms) > 0 ? Number(ms) : 0, work, true);
  globalThis.backplaneHost = { of, idle, whenKnown: (work) => waiting.push(work) };

  // What few services use is read when one of its names is: reading it takes a while.
  const read = throwing(host.read);
  const load = (script) => read(script)(of, load);
  const later = (script, names) => {
    const define = (name, value) =>
      Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
    const get = (name) => {
      const made = load(script)();
      names.forEach((one) => define(one, made[one]));
      return made[name];
    };
    names.forEach((name) => {
      const set = (value) => define(name, value);
      Object.defineProperty(globalThis, name, { get: () => get(name), set, configurable: true });
    });
  };
  later('url', ['URL', 'URLSearchParams']);
  later('fetch', ['fetch', 'Headers', 'Response']);

  return (functions) => {
    for (const name of Object.keys(functions)) {
      for (const member of Object.keys(functions[name])) of(name)[member] = throwing(functions[name][member]);
    }
    waiting.forEach((work) => work());
    delete globalThis.backplaneHost;
  };
};

// The host's own: what a service exports, and how that is called from outside.
const host = globalThis.backplaneHost.of('service');
const { AbortController, console } = globalThis;

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const text = (value) => JSON.stringify(value) ?? 'null';

let service = {};
const running = new Map();

export const begin = (exports) => {
  service = exports;
  if (!host.begin('commands' in exports)) throw new Error('the service is not to be evaluated');
};

// When the module has been evaluated: the names of its commands, and what it says of them.
const offered = () => {
  const { commands, meta } = service;
  if (!isObject(commands)) throw new TypeError('the exported commands must be an object of functions');
  for (const [name, command] of Object.entries(commands)) {
    if (typeof command !== 'function') throw new TypeError(`the exported command ${name} is not a function`);
    if (name.startsWith('meta.')) throw new TypeError(`the command name ${name} is reserved`);
  }
  const declared = meta?.commands ?? [];
  if (!Array.isArray(declared)) throw new TypeError('the exported meta.commands must be an array');
  for (const one of declared) {
    if (!isObject(one) || !Object.hasOwn(commands, one.name)) {
      throw new TypeError(`meta.commands names ${one?.name}, which is none of the exported commands`);
    }
  }
  return text({ names: Object.keys(commands), declared });
};

const failure = (e) => {
  let code = 1;
  let message = 'what it has thrown cannot be told';
  try {
    message = e instanceof Error ? `${e.message}` : String(e);
    const own = Number.isInteger(e?.code) && Math.abs(e.code) < 2 ** 31;
    if (own) code = e.code;
    else if (e instanceof Error) console.error(e); // a surprise: the caller is not told where it was
    return ['error', code, text({ message, ...(isObject(e?.data) ? e.data : {}) })];
  } catch {
    return ['error', code, text({ message })];
  }
};

const call = (number, name, params) => {
  const control = new AbortController();
  running.set(number, control);
  const emit = (event, data) => {
    if (typeof event !== 'string' || event === '') throw new TypeError('emit: name must be a non-empty string');
    if (running.has(number)) host.emit(number, event, text(data));
  };
  new Promise((resolve) => resolve(service.commands[name](JSON.parse(params), { emit, signal: control.signal })))
    .then((value) => ['done', 0, text(value)])
    .catch(failure)
    .then((answer) => {
      running.delete(number);
      host.end(number, ...answer);
    });
};

const cancel = (number) => running.get(number)?.abort();

const stop = (done) => {
  running.forEach((control) => control.abort());
  let own;
  try {
    own = service.stop;
  } catch {
    // it was not evaluated as far as that
  }
  new Promise((resolve) => resolve(typeof own === 'function' ? own() : undefined)).then(() => done());
};

globalThis.backplaneHost.whenKnown(() => host.bind?.(offered, call, cancel, stop));

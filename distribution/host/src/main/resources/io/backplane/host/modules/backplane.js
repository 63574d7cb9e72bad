import { of } from 'backplane/host';

const host = of('backplane');
const { setTimeout, clearTimeout, DOMException } = globalThis;

const ASK_LIMIT_MS = 30000;
const GRACE_MS = 5000; // the kernel ends a call in time; it is waited for a little longer

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const must = (holds, what) => {
  if (!holds) throw new TypeError(what);
};
const named = (value, what) => must(typeof value === 'string' && value !== '', `${what} must be a non-empty string`);
const parsed = (text) => (text === null ? null : Object.freeze(JSON.parse(text)));

export const instance = parsed(host.instance());
export const schedule = parsed(host.schedule());

const path = (...parts) => `/api/${parts.map(encodeURIComponent).join('/')}`;
const keyPath = (key) => path('state', ...key.split('/'));

// What a problem document says.
const refused = (text, status) => {
  let problem = {};
  try {
    problem = JSON.parse(text);
  } catch {
    // told by its status
  }
  const { detail = `the kernel answers with status ${status}`, refusal } = problem;
  return Object.assign(new Error(detail), { code: problem.status ?? status, refusal });
};
const unreachable = (reason) => new Error(`the kernel cannot be reached: ${reason}`);

// Begins with a function that gets done and failed, and gives the number to give it up by.
const asking = (begin, limitMs, signal, over) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) throw signal.reason;
    let timer = 0;
    const number = begin(
      (...answer) => settle(resolve, answer),
      (reason) => settle(reject, unreachable(reason)),
    );
    const giveUp = (why) => {
      host.giveUp(number);
      settle(reject, why);
    };
    const aborted = () => giveUp(signal.reason);
    const settle = (how, value) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      how(value);
    };
    if (limitMs > 0) timer = setTimeout(() => giveUp(over()), limitMs);
    signal?.addEventListener('abort', aborted);
  });

const ask = async (method, where, body) => {
  const over = () => unreachable(`it has not answered for ${ASK_LIMIT_MS} ms`);
  const begin = (done, failed) => host.ask(method, where, body ?? null, done, failed);
  const [status, text] = await asking(begin, ASK_LIMIT_MS, null, over);
  return { status, text };
};

const ended = (unit, command, { code, value }) => {
  const message = typeof value?.message === 'string' ? value.message : `${unit}.${command} failed with code ${code}`;
  return Object.assign(new Error(message), { code, data: value });
};

export const call = async (unit, command, params, options) => {
  named(unit, 'call: unit');
  named(command, 'call: command');
  must(isObject(params ?? {}), 'call: params must be an object');
  must(isObject(options ?? {}), 'call: options must be an object');
  const { timeoutMs, onEvent, signal } = options ?? {};
  must(
    timeoutMs === undefined || (Number.isInteger(timeoutMs) && timeoutMs >= 0),
    'call: timeoutMs must be a whole number of milliseconds',
  );
  must(onEvent === undefined || typeof onEvent === 'function', 'call: onEvent must be a function');
  const where = path('units', unit, 'call', command);
  const body = JSON.stringify({ params: params ?? {}, timeoutMs });
  const heard = (text) => {
    const { name, value } = JSON.parse(text);
    onEvent?.(name, value);
  };
  // A call that may be given up is one with events: by their connection the kernel hears of it.
  const listens = onEvent !== undefined || (signal ?? null) !== null;
  const begin = (done, failed) =>
    listens ? host.call(where, body, heard, done, failed) : host.ask('POST', where, body, done, failed);
  const over = () => new DOMException(`${unit}.${command} has not ended in ${timeoutMs} ms`, 'TimeoutError');
  const [how, text] = await asking(begin, timeoutMs > 0 ? timeoutMs + GRACE_MS : 0, signal, over);
  if (how === 'refused' || (typeof how === 'number' && how !== 200)) throw refused(text, how);
  const answer = JSON.parse(text);
  if (how === 'error' || answer.status === 'error') throw ended(unit, command, answer);
  return answer.value;
};

const proxy = (name) => {
  const get = (target, command) => {
    if (typeof command !== 'string' || command === 'then') return undefined; // or whoever awaits it would call it
    return async (params, options) => call(name(), command, params, options);
  };
  return new Proxy(Object.freeze({}), { get });
};

export const unit = (name) => {
  named(name, 'unit: name');
  return proxy(() => name);
};

// What an alias stands for is asked for with each call: whoever only describes a service knows none.
export const reference = (alias) => {
  named(alias, 'reference: alias');
  return proxy(() => {
    const target = instance?.references?.[alias];
    if (target === undefined) {
      throw new Error(`'${alias}' refers to nothing: 'backplane instance refer <service> ${alias} <instance>' sets it`);
    }
    return target;
  });
};

const entry = async (key) => {
  const { status, text } = await ask('GET', keyPath(key));
  if (status === 404) return undefined;
  if (status !== 200) throw refused(text, status);
  return JSON.parse(text);
};

const follow = (type, subject, told) => {
  const number = host.follow(type, subject, told);
  return Object.freeze({ close: () => host.unfollow(number) });
};

export const state = Object.freeze({
  async get(key) {
    named(key, 'state.get: key');
    return (await entry(key))?.value;
  },

  async set(key, value) {
    named(key, 'state.set: key');
    must(value !== undefined, 'state.set: value must be a value that JSON has');
    const body = JSON.stringify({ value, type: typeof value === 'string' ? 'text' : 'json' });
    const { status, text } = await ask('PUT', keyPath(key), body);
    if (status !== 200) throw refused(text, status);
  },

  // Whether there was something to delete.
  async delete(key) {
    named(key, 'state.delete: key');
    const { status, text } = await ask('DELETE', keyPath(key));
    if (status !== 200 && status !== 404) throw refused(text, status);
    return status === 200;
  },

  watch(prefix, changed) {
    must(typeof prefix === 'string', 'state.watch: prefix must be a string');
    must(typeof changed === 'function', 'state.watch: the callback is not a function');
    let open = true;
    let last = Promise.resolve();
    const tell = (change) => open && changed(change);
    const set = ({ key, value }) => tell({ key, value, deleted: false });
    const one = async ({ type, subject: key }) => {
      if (type === 'state.deleted') return tell({ key, value: undefined, deleted: true });
      const found = await entry(key);
      return found && set(found);
    };
    const all = async () => {
      let after = '';
      for (let more = true; more;) {
        const { status, text } = await ask(
          'GET',
          `/api/state?prefix=${encodeURIComponent(prefix)}&after=${encodeURIComponent(after)}`,
        );
        if (status !== 200) throw refused(text, status);
        const page = JSON.parse(text);
        page.entries.forEach(set);
        after = page.entries.at(-1)?.key;
        more = page.more;
      }
    };
    // One after the other; what the kernel cannot be asked while it starts anew is asked again.
    const patiently = async (act) => {
      for (let ms = 100; open; ms = Math.min(2 * ms, 5000)) {
        try {
          return await act();
        } catch (e) {
          if (!e.message?.startsWith('the kernel cannot be reached')) throw e;
          await new Promise((done) => setTimeout(done, ms));
        }
      }
      return undefined;
    };
    const following = follow('state.', prefix, (text) => {
      const event = text === null ? null : JSON.parse(text);
      if (event && event.type !== 'state.set' && event.type !== 'state.deleted') return;
      last = last.then(() => patiently(() => (event ? one(event) : all())));
    });
    return Object.freeze({
      close: () => {
        open = false;
        following.close();
      },
    });
  },
});

export const on = (typePrefix, heard) => {
  must(typeof typePrefix === 'string', 'on: typePrefix must be a string');
  must(typeof heard === 'function', 'on: the callback is not a function');
  return follow(typePrefix, '', (text) => text !== null && heard(JSON.parse(text)));
};

export const emit = (name, data) => {
  named(name, 'emit: name');
  host.emit(name, JSON.stringify(data) ?? 'null');
};

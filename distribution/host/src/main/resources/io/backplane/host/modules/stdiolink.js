const link = globalThis.backplaneHost.of('link');
const process = globalThis.backplaneHost.of('process');
const { setTimeout, clearTimeout } = globalThis;

const frozen = (value) => {
  if (value !== null && typeof value === 'object') Object.values(value).forEach(frozen);
  return Object.freeze(value);
};
let config;
globalThis.backplaneHost.whenKnown(() => {
  config = frozen(JSON.parse(globalThis.backplaneHost.of('config').get()));
});

export const getConfig = () => config;

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const milliseconds = (value) => (Number.isFinite(value) ? Math.trunc(value) : -1);

export const exec = (program, args, options) => {
  const call = 'exec(program, args?, options?)';
  if (typeof program !== 'string') throw new TypeError(`${call}: program must be a string`);
  if (!Array.isArray(args ?? [])) throw new TypeError(`${call}: args must be an array`);
  if (typeof (options ?? {}) !== 'object') throw new TypeError(`${call}: options must be an object`);
  const { cwd, env, input, timeout } = options ?? {};
  if (typeof (env ?? {}) !== 'object') throw new TypeError('options.env must be an object');
  const given = {
    program,
    args: (args ?? []).map(String),
    cwd: String(cwd ?? '') || undefined,
    env: Object.fromEntries(Object.entries(env ?? {}).map(([key, value]) => [key, String(value)])),
    input: String(input ?? ''),
    timeoutMs: typeof timeout === 'number' ? milliseconds(timeout) : 30000,
  };
  const { exitCode, stdout, stderr } = JSON.parse(process.exec(JSON.stringify(given)));
  return { exitCode, stdout, stderr };
};

// A task's other side, which only this module sees.
let insideOf;

class Inside {
  session;
  kept = []; // what had come before another task took this one's place
  replaced = false;
  ended = false;
  exitCode = -1;
  errorText = '';
  finalPayload = null;
  waiter = null;

  constructor(session) {
    this.session = session;
  }

  next(ms) {
    if (this.ended) return null;
    const msg = this.kept.length > 0 || this.replaced ? this.kept.shift() : this.#pull(ms);
    if (!msg) return null;
    const { status, code, data } = msg;
    if (status !== 'event') {
      this.ended = true;
      this.exitCode = code;
      this.finalPayload = data;
      if (status === 'error' && typeof data?.message === 'string') this.errorText = data.message;
    }
    return msg;
  }

  #pull(ms) {
    const text = link.next(this.session, ms);
    if (text === null) return null;
    const { status, code = 0, data = null } = JSON.parse(text);
    return { status, code, data };
  }

  // Whether a message can still come.
  get open() {
    return !this.ended && (!this.replaced || this.kept.length > 0);
  }

  replace() {
    let msg = this.ended ? null : this.#pull(0);
    while (msg) {
      this.kept.push(msg);
      msg = msg.status === 'event' ? this.#pull(0) : null;
    }
    this.replaced = true;
    const waiter = this.waiter;
    this.watch(null);
    if (waiter) queueMicrotask(waiter);
  }

  watch(waiter) {
    if (this.waiter) link.unwatch(this.session);
    this.waiter = waiter;
    if (waiter) link.watch(this.session, () => this.waiter === waiter && waiter());
  }
}

class Task {
  #inside;

  constructor(inside) {
    this.#inside = inside;
  }

  static {
    insideOf = (value) => (isObject(value) && #inside in value ? value.#inside : null);
  }

  tryNext() {
    return this.#inside.next(0);
  }

  waitNext(ms = -1) {
    return this.#inside.next(milliseconds(ms));
  }

  get done() {
    return this.#inside.ended;
  }

  get exitCode() {
    return this.#inside.exitCode;
  }

  get errorText() {
    return this.#inside.errorText;
  }

  get finalPayload() {
    return this.#inside.finalPayload;
  }
}

// The first message of any of them, looked for in their order; null when none can come or the time is over.
const firstOf = (tasks, ms) =>
  new Promise((resolve) => {
    let timer = 0;
    let settled = false;
    const settle = (value) => {
      settled = true;
      clearTimeout(timer);
      tasks.forEach((task) => task.watch(null));
      resolve(value);
    };
    const look = () => {
      if (settled) return undefined;
      for (const [taskIndex, task] of tasks.entries()) {
        const msg = task.next(0);
        if (msg) return settle({ taskIndex, msg });
      }
      const open = tasks.filter((task) => task.open);
      if (open.length === 0) return settle(null);
      return open.filter((task) => task.waiter === null).forEach((task) => task.watch(once(task)));
    };
    const once = (task) => () => {
      task.waiter = null;
      look();
    };
    if (ms >= 0) timer = setTimeout(() => settle(null), ms);
    look();
  });

export const waitAny = async (tasks, timeoutMs) => {
  const call = 'waitAny(tasks, timeoutMs?)';
  if (!Array.isArray(tasks)) throw new TypeError(`${call}: tasks must be an array`);
  if ((timeoutMs ?? null) !== null && (!Number.isFinite(timeoutMs) || timeoutMs < 0)) {
    throw new TypeError(`${call}: timeoutMs must be >= 0`);
  }
  const insides = tasks.map((task, at) => {
    const inside = insideOf(task);
    if (!inside) throw new TypeError(`waitAny: array element ${at} is not a Task`);
    return inside;
  });
  if (new Set(insides).size < insides.length) throw new Error('waitAny: duplicate Task in tasks array');
  if (insides.some((task) => task.waiter)) {
    throw new Error('waitAny conflict: the same Task is already in a pending waitAny group');
  }
  return firstOf(insides, timeoutMs ?? -1);
};

let metaOf;
let ask;

const lineOf = (cmd, data) => {
  const text = isObject(data) ? JSON.stringify(data) : '{}';
  return `{"cmd":${JSON.stringify(cmd)}${text === '{}' ? '' : `,"data":${text}`}}`;
};

export class Driver {
  #session = 0;
  #task = null;
  #meta = null;

  static {
    metaOf = async (driver, ms) => {
      const found = await firstOf([driver.#begin('meta.describe', {})], ms);
      return driver.#keep(found?.msg ?? null);
    };
    ask = (driver, line, told) => {
      driver.#task?.replace();
      driver.#task = null;
      link.ask(driver.#session, line, told);
    };
  }

  start(program, args) {
    if (typeof program !== 'string') throw new TypeError('start(program, args?): program must be a string');
    if (this.running) return false;
    this.#session = link.start(JSON.stringify({ program, args: Array.isArray(args) ? args.map(String) : [] }));
    this.#meta = null;
    return this.#session !== 0;
  }

  request(cmd, data) {
    if (typeof cmd !== 'string') throw new TypeError('request(cmd, data?): cmd must be a string');
    return new Task(this.#begin(cmd, data));
  }

  #begin(cmd, data) {
    this.#task?.replace();
    this.#task = new Inside(this.#session);
    link.request(this.#session, lineOf(cmd, data));
    return this.#task;
  }

  queryMeta(ms = 5000) {
    return this.#meta ?? this.#keep(this.#begin('meta.describe', {}).next(milliseconds(ms)));
  }

  // The first message has to be the answer; drivers of before 1.0 say driver in the place of info.
  #keep(msg) {
    if (msg?.status !== 'done') return null;
    const { driver, ...meta } = isObject(msg.data) ? msg.data : {};
    if (driver && !meta.info) meta.info = driver;
    this.#meta = meta;
    return meta;
  }

  terminate() {
    link.terminate(this.#session);
  }

  get running() {
    return link.running(this.#session);
  }

  get hasMeta() {
    return this.#meta !== null;
  }
}

const onlyKnown = (options, known, wrong, unknown) => {
  if (!isObject(options)) throw new TypeError(wrong);
  for (const option of Object.keys(options)) {
    if (option !== known) throw new TypeError(`${unknown}: ${option}`);
  }
};

// What a command of a driver's rejects with.
const failure = (cmd, { code = 0, data = null }) =>
  Object.assign(new Error(data?.message || `Command failed: ${cmd}`), { code, data });
const unanswered = (cmd) => new Error(`Command ended without terminal response: ${cmd}`);
const late = (cmd, ms) => Object.assign(new Error(`Command timeout: ${cmd} (${ms}ms)`), { code: 'ETIMEDOUT' });

export const openDriver = async (program, args, options) => {
  if (typeof program !== 'string' || program === '') {
    throw new TypeError('openDriver: program must be a non-empty string');
  }
  onlyKnown(options ?? {}, 'metaTimeoutMs', 'openDriver: options must be an object', 'openDriver: unknown option');
  const metaTimeoutMs = options?.metaTimeoutMs ?? 5000;
  if (typeof metaTimeoutMs !== 'number') throw new TypeError('openDriver: metaTimeoutMs must be a number');
  if (!Number.isInteger(metaTimeoutMs) || metaTimeoutMs <= 0) {
    throw new RangeError('openDriver: metaTimeoutMs must be a positive integer');
  }
  if (!Array.isArray(args ?? [])) throw new TypeError('openDriver: args must be an array');
  if ((args ?? []).some((item) => typeof item !== 'string')) {
    throw new TypeError('openDriver: args item must be string');
  }
  const driver = new Driver();
  const given = (args ?? []).filter((item) => !item.startsWith('--profile='));
  if (!driver.start(program, [...given, '--profile=keepalive'])) throw new Error(`Failed to start driver: ${program}`);
  const meta = await metaOf(driver, metaTimeoutMs);
  if (!meta) {
    driver.terminate();
    throw new Error(`Failed to query metadata from: ${program} (timeoutMs=${metaTimeoutMs})`);
  }
  return proxy(driver, meta);
};

const proxy = (driver, meta) => {
  let busy = false;
  const command = (cmd) => (params = {}, options) => {
    if (busy) throw new Error('DriverBusyError: request already in flight');
    if (options !== undefined && options !== null) {
      onlyKnown(options, 'timeoutMs', 'driver command options must be an object', 'unknown driver command option');
    }
    const ms = options?.timeoutMs ?? 0;
    if (!Number.isInteger(ms) || ms < 0) throw new RangeError('timeoutMs must be a non-negative integer');
    const line = lineOf(cmd, params);
    busy = true;
    return new Promise((resolve, reject) => {
      let timer = 0;
      ask(driver, line, (text) => {
        busy = false;
        if (ms > 0) clearTimeout(timer);
        const answer = text === null ? null : JSON.parse(text);
        if (answer === null) reject(unanswered(cmd));
        else if (answer.status === 'done') resolve(answer.data ?? null);
        else reject(failure(cmd, answer));
      });
      const over = () => {
        busy = false;
        reject(late(cmd, ms));
        driver.terminate();
      };
      if (ms > 0) timer = setTimeout(over, ms);
    });
  };
  const members = new Map((meta.commands ?? []).map(({ name }) => [name, command(name)]));
  members.delete('then'); // or whoever awaits the driver would call it
  members.set('$driver', driver);
  members.set('$meta', meta);
  members.set('$rawRequest', (cmd, data) => driver.request(cmd, data ?? {}));
  members.set('$close', () => driver.terminate());
  return new Proxy(driver, { get: (target, name) => members.get(name) });
};

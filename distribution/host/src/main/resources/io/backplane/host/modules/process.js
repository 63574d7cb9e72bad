const host = globalThis.backplaneHost.of('process');
const KEPT_MAX = 1 << 20; // characters that nobody listens to yet

// What the host is to run; anything that does not fit is a TypeError in the name of the function.
const launch = (name, known, program, args, options, defaultMs) => {
  if (typeof program !== 'string') throw new TypeError(`${name}: program must be a string`);
  if (program === '') throw new TypeError(`${name}: program must be a non-empty string`);
  if (!Array.isArray(args ?? [])) throw new TypeError('args must be an array of strings');
  (args ?? []).forEach((item, at) => {
    if (typeof item !== 'string') throw new TypeError(`args[${at}] must be a string`);
  });
  if (typeof (options ?? {}) !== 'object') throw new TypeError(`${name}: options must be an object`);
  const { cwd, env, input, timeoutMs } = options ?? {};
  for (const option of Object.keys(options ?? {})) {
    if (!known.includes(option)) throw new TypeError(`${name}: unknown option: ${option}`);
  }
  return JSON.stringify({
    program,
    args: args ?? [],
    cwd: typeof cwd === 'string' && cwd !== '' ? cwd : undefined,
    env: Object.fromEntries(Object.entries(env ?? {}).map(([key, value]) => [key, String(value)])),
    input: typeof input === 'string' ? input : undefined,
    timeoutMs: typeof timeoutMs === 'number' && timeoutMs > 0 ? Math.trunc(timeoutMs) : defaultMs,
  });
};

export const execAsync = (program, args, options) => {
  const known = ['cwd', 'env', 'input', 'timeoutMs'];
  const given = launch('execAsync', known, program, args, options, 30000);
  return new Promise((resolve, reject) => {
    host.execAsync(given, (exitCode, stdout, stderr) => resolve({ exitCode, stdout, stderr }), reject);
  });
};

class Stream {
  #name;
  #listeners = [];
  #kept = '';

  constructor(name) {
    this.#name = name;
  }

  listen(work) {
    if (typeof work !== 'function') throw new TypeError(`${this.#name}: callback required`);
    this.#listeners.push(work);
    const kept = this.#kept;
    this.#kept = '';
    if (kept !== '') queueMicrotask(() => work(kept));
  }

  give(text) {
    if (this.#listeners.length > 0) this.#listeners.forEach((work) => work(text));
    else if (this.#kept.length + text.length <= KEPT_MAX) this.#kept += text;
  }
}

class ProcessHandle {
  #process;
  #streams = [new Stream('onStdout'), new Stream('onStderr')];
  #exitListeners = [];
  #exit = null;

  constructor(given) {
    this.#process = host.spawn(
      given,
      (errors, text) => this.#streams[errors ? 1 : 0].give(text),
      (exitCode, exitStatus) => this.#ended({ exitCode, exitStatus }),
    );
    if (this.#process === 0) this.#ended({ exitCode: -1, exitStatus: 'crash' });
  }

  #ended(exit) {
    this.#exit = exit;
    this.#exitListeners.forEach((work) => work({ ...exit }));
  }

  onStdout(work) {
    this.#streams[0].listen(work);
    return this;
  }

  onStderr(work) {
    this.#streams[1].listen(work);
    return this;
  }

  onExit(work) {
    if (typeof work !== 'function') throw new TypeError('onExit: callback required');
    if (this.#exit) work({ ...this.#exit });
    else this.#exitListeners.push(work);
    return this;
  }

  write(data) {
    if (!this.running) return false;
    if (typeof data !== 'string') throw new TypeError('write: data must be a string');
    return host.write(this.#process, data);
  }

  closeStdin() {
    host.closeStdin(this.#process);
  }

  kill(signal = 'SIGTERM') {
    host.kill(this.#process, signal === 'SIGKILL');
  }

  get pid() {
    return host.pid(this.#process);
  }

  get running() {
    return this.#exit === null;
  }
}

export const spawn = (program, args, options) =>
  new ProcessHandle(launch('spawn', ['cwd', 'env', 'timeoutMs'], program, args, options, 0));

// Made once in each context, before the script. What crosses to the host and back is text, numbers and functions of the
// host's; values cross as JSON.
(log, schedule, unschedule) => {
  'use strict';
  const { parse, stringify } = JSON;
  const TIMERS_MAX = 10000;
  const timers = new Map();
  let lastTimer = 0;
  let script;

  const text = (value) => stringify(value) ?? 'null';

  const words = (value) => {
    try {
      if (typeof value === 'string') return value;
      if (value instanceof Error) return value.stack || `${value}`;
      return (typeof value === 'object' && stringify(value)) || String(value);
    } catch {
      return 'something that cannot be shown';
    }
  };

  // The frames of this file say nothing to the script's author.
  const frames = (error) =>
    String(error.stack)
      .split('\n')
      .filter((line) => line.startsWith('    at ') && !line.includes('backplane:boot'))
      .map((line) => line.trim())
      .join('\n');

  const fault = (error) => {
    try {
      return error instanceof Error
        ? stringify({ message: String(error.message || error.name), stack: frames(error) })
        : stringify({ message: words(error), stack: '' });
    } catch {
      return '{"message":"something that cannot be shown was thrown","stack":""}';
    }
  };

  const settle = (act, done, failed) => {
    const fail = (error) => failed(fault(error));
    try {
      const value = act();
      if (value !== null && typeof value === 'object' && typeof value.then === 'function') {
        Promise.resolve(value)
          .then((settled) => done(text(settled)))
          .catch(fail);
      } else {
        done(text(value));
      }
    } catch (error) {
      fail(error);
    }
  };

  const exported = (module) => {
    const { commands, exportState, importState, health } = module;
    if (commands === null || typeof commands !== 'object') {
      throw new TypeError("exports no 'commands': write export const commands = { name(params, call) { … } }");
    }
    for (const [name, command] of Object.entries(commands)) {
      if (typeof command !== 'function') throw new TypeError(`commands.${name} is not a function`);
    }
    for (const [name, given] of Object.entries({ exportState, importState, health })) {
      if (given !== undefined && typeof given !== 'function') throw new TypeError(`${name} is not a function`);
    }
    if ((exportState === undefined) !== (importState === undefined)) {
      throw new TypeError('exports one of exportState and importState: state needs both');
    }
    script = module;
    return {
      commands: Object.keys(commands),
      meta: module.meta,
      state: exportState !== undefined,
      health: health !== undefined,
    };
  };

  const at = (level) => (...parts) => log(level, parts.map(words).join(' '));
  globalThis.console = {
    trace: at('debug'),
    debug: at('debug'),
    log: at('info'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };

  globalThis.setTimeout = (act, ms = 0, ...given) => {
    if (typeof act !== 'function') throw new TypeError('setTimeout needs a function');
    if (timers.size >= TIMERS_MAX) throw new RangeError(`more than ${TIMERS_MAX} timers`);
    const id = ++lastTimer;
    timers.set(id, () => act(...given));
    schedule(id, Math.min(Math.max(Number(ms) || 0, 0), 0x7fffffff));
    return id;
  };

  globalThis.clearTimeout = (id) => {
    if (timers.delete(id)) unschedule(id);
  };

  globalThis.queueMicrotask = (act) => {
    if (typeof act !== 'function') throw new TypeError('queueMicrotask needs a function');
    Promise.resolve().then(() => act());
  };

  return {
    load(path, done, failed) {
      settle(() => import(path).then(exported), done, failed);
    },

    call(name, params, event, say, gone, done, failed) {
      const call = Object.freeze({
        event(what, value) {
          event(String(what), text(value));
        },
        log(...parts) {
          say(parts.map(words).join(' '));
        },
        get cancelled() {
          return gone();
        },
      });
      settle(() => script.commands[name](parse(params), call), done, failed);
    },

    ask(name, argument, done, failed) {
      settle(() => script[name](parse(argument)), done, failed);
    },

    fire(id) {
      const act = timers.get(id);
      if (timers.delete(id)) act();
    },
  };
};

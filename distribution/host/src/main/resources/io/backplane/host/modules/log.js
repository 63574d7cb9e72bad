const levels = { debug: console.debug, info: console.info, warn: console.warn, error: console.error };

// Members in the order of their names, at every depth.
const sorted = (name, value) => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
};

const fieldsOf = (act, fields) => {
  if (fields === undefined || fields === null) return {};
  if (typeof fields !== 'object') throw new TypeError(`log.${act} must be an object`);
  return { ...fields };
};

const logger = (base) => {
  const write = (level) => (msg, fields) => {
    const all = { ...base, ...fieldsOf(`${level}: fields`, fields) };
    const line = {
      fields: Object.keys(all).length > 0 ? all : undefined,
      level,
      msg: msg === undefined ? '' : String(msg),
      ts: new Date().toISOString(),
    };
    levels[level](JSON.stringify(line, sorted));
  };
  const made = Object.fromEntries(Object.keys(levels).map((level) => [level, write(level)]));
  made.child = (fields) => logger({ ...base, ...fieldsOf('child: extraFields', fields) });
  return made;
};

export const createLogger = (baseFields) => logger(fieldsOf('createLogger: baseFields', baseFields));

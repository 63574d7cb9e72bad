const host = globalThis.backplaneHost.of('fs');
const { InternalError } = globalThis;

const text = (act, index, value) => {
  if (typeof value !== 'string') throw new TypeError(`fs.${act}: argument ${index} must be a string`);
  return value;
};

const flags = (act, options, defaults) => {
  const given = options ?? {};
  if (typeof given !== 'object') throw new TypeError(`fs.${act}: options must be an object`);
  return Object.entries(defaults).map(([name, otherwise]) => {
    const value = given[name] ?? otherwise;
    if (typeof value !== 'boolean') throw new TypeError(`fs.${act}: options.${name} must be a boolean`);
    return value;
  });
};

export const exists = (path) => {
  if (text('exists', 0, path) === '') throw new TypeError('fs.exists: path must not be empty');
  return host.exists(path);
};

export const readText = (path) => host.readText(text('readText', 0, path));

export const writeText = (path, content, options) => {
  const [append, ensureParent] = flags('writeText', options, { append: false, ensureParent: false });
  host.writeText(text('writeText', 0, path), text('writeText', 1, content), append, ensureParent);
};

export const readJson = (path) => {
  const content = host.readJson(text('readJson', 0, path));
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (e) {
    throw new InternalError(`fs.readJson: invalid JSON: ${e.message} (path: ${path})`);
  }
};

export const writeJson = (path, value, options) => {
  const [ensureParent] = flags('writeJson', options, { ensureParent: false });
  const content = JSON.stringify(value);
  if (content === undefined) throw new TypeError('fs.writeJson: argument 1 must be a value that JSON has');
  host.writeJson(text('writeJson', 0, path), content, false, ensureParent);
};

export const mkdir = (path, options) => {
  const [recursive] = flags('mkdir', options, { recursive: true });
  host.mkdir(text('mkdir', 0, path), recursive);
};

export const listDir = (path, options) => {
  const wanted = flags('listDir', options, { recursive: false, filesOnly: false, dirsOnly: false });
  if (wanted[1] && wanted[2]) throw new TypeError('fs.listDir: filesOnly and dirsOnly are mutually exclusive');
  return JSON.parse(host.listDir(text('listDir', 0, path), ...wanted));
};

export const stat = (path) => JSON.parse(host.stat(text('stat', 0, path)));

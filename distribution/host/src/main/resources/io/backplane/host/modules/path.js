import { APP_PATHS } from 'stdiolink/constants';

const text = (act, value, which = 'argument') => {
  if (typeof value !== 'string') throw new TypeError(`${act}: ${which} must be a string`);
  return value.replaceAll('\\', '/');
};
const texts = (act, values) => values.map((value, index) => text(act, value, `argument ${index}`));

// '/', 'C:/', or nothing.
const rootOf = (path) => /^([A-Za-z]:)?\//.exec(path)?.[0] ?? '';

const clean = (path) => {
  if (path === '') return '';
  const root = rootOf(path);
  const kept = [];
  for (const part of path.slice(root.length).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (root === '') kept.push(part);
  }
  return root + kept.join('/') || '.';
};
const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1);

export const isAbsolute = (path) => rootOf(text('isAbsolute', path)) !== '';

export const normalize = (path) => clean(text('normalize', path));

export const join = (...parts) => (parts.length === 0 ? '.' : clean(texts('join', parts).join('/')));

export const resolve = (...parts) =>
  clean(texts('resolve', parts).reduce((to, part) => (rootOf(part) ? part : `${to}/${part}`), APP_PATHS.cwd));

export const dirname = (path) => {
  const given = text('dirname', path);
  const end = given.lastIndexOf('/');
  const root = rootOf(given);
  return given.slice(0, Math.max(end, root.length)) || '.';
};

export const basename = (path, ext = '') => {
  const name = nameOf(text('basename', path).replace(/\/+$/, ''));
  const end = text('basename', ext, 'ext');
  return end !== '' && end !== name && name.endsWith(end) ? name.slice(0, -end.length) : name;
};

// A name that only begins with a dot has all of itself for its extension, as in the original.
export const extname = (path) => {
  const name = nameOf(text('extname', path));
  const dot = name.lastIndexOf('.');
  return dot < 0 || dot === name.length - 1 ? '' : name.slice(dot);
};

const host = globalThis.backplaneHost.of('http');

const must = (holds, what) => {
  if (!holds) throw new TypeError(`http.${what}`);
};
const isObject = (value) => value !== null && typeof value === 'object';

const entries = (options, name) => {
  const given = options[name] ?? {};
  must(isObject(given), `request: options.${name} must be an object`);
  return Object.entries(given).map(([member, value]) => [member, String(value)]);
};

// People write blanks and the like into addresses; no server is asked for a fragment.
const addressOf = (url, query) => {
  const address = url
    .replace(/#.*$/s, '')
    .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
    .replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, encodeURIComponent);
  if (query.length === 0) return address;
  const added = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  if (!address.includes('?')) return `${address}?${added}`;
  return /[?&]$/.test(address) ? address + added : `${address}&${added}`;
};

const bodyOf = (body, headers) => {
  if (body === undefined || body === null || typeof body === 'string') return body ?? null;
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) {
    headers.push(['Content-Type', 'application/json']);
  }
  return JSON.stringify(body);
};

const answer = (status, headers, bodyText, parseJson) => {
  const common = { status, headers: JSON.parse(headers), bodyText };
  if (parseJson) return { ...common, bodyJson: JSON.parse(bodyText) };
  if (!common.headers['content-type']?.toLowerCase().includes('application/json')) return common;
  try {
    return { ...common, bodyJson: JSON.parse(bodyText) };
  } catch {
    return common; // whoever must have JSON says so
  }
};

export const request = (options) => {
  must(isObject(options), 'request: options must be an object');
  const { url, body, parseJson } = options;
  const method = options.method ?? 'GET';
  const timeoutMs = options.timeoutMs ?? 0;
  must(typeof url === 'string', 'request: options.url must be a string');
  must(typeof method === 'string', 'request: options.method must be a string');
  must(typeof timeoutMs === 'number', 'request: options.timeoutMs must be a number');
  const headers = entries(options, 'headers');
  const content = bodyOf(body, headers);
  const address = addressOf(url, entries(options, 'query'));
  const { promise, resolve, reject } = Promise.withResolvers();
  const done = (status, answered, bodyText) => {
    try {
      resolve(answer(status, answered, bodyText, parseJson));
    } catch {
      reject('http.request: response is not valid JSON');
    }
  };
  const sent = JSON.stringify(Object.fromEntries(headers));
  host.request(address, method.toUpperCase(), sent, content, timeoutMs, done, reject);
  return promise;
};

export const get = (url, options) => {
  must(typeof url === 'string', 'get: url must be a string');
  return request({ ...options, method: 'GET', url });
};

export const post = (url, body, options) => {
  must(typeof url === 'string', 'post: url must be a string');
  return request({ ...options, method: 'POST', url, body });
};

// fetch, Headers and Response, made when they are first used.
(of) => {
  'use strict';
  const host = of('fetch');
  const { URL, URLSearchParams } = globalThis;

  const REDIRECTS_MAX = 20;
  const PHRASES = JSON.parse(
    '{"200":"OK","201":"Created","202":"Accepted","204":"No Content","206":"Partial Content","301":"Moved Permanently",' +
      '"302":"Found","303":"See Other","304":"Not Modified","307":"Temporary Redirect","308":"Permanent Redirect",' +
      '"400":"Bad Request","401":"Unauthorized","403":"Forbidden","404":"Not Found","405":"Method Not Allowed",' +
      '"406":"Not Acceptable","408":"Request Timeout","409":"Conflict","410":"Gone","412":"Precondition Failed",' +
      '"413":"Payload Too Large","415":"Unsupported Media Type","422":"Unprocessable Entity","429":"Too Many Requests",' +
      '"500":"Internal Server Error","501":"Not Implemented","502":"Bad Gateway","503":"Service Unavailable",' +
      '"504":"Gateway Timeout"}',
  );
  const CODES = {
    'Connection refused': 'ECONNREFUSED',
    'Host not found': 'ENOTFOUND',
    'Connection closed': 'ECONNRESET',
  };
  const FORBIDDEN = /^(host|connection|content-length|expect|upgrade|transfer-encoding)$/;

  class Headers {
    #all = new Map(); // lower case, to the values in their order

    constructor(init) {
      if (init === undefined || init === null) return;
      if (typeof init !== 'object') throw new TypeError('Headers: the init is not an object');
      const pairs = typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init);
      for (const [name, value] of pairs) this.append(name, value);
    }

    static #name(name) {
      if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new TypeError(`Headers: ${name} is an invalid header name`);
      return String(name).toLowerCase();
    }
    static #value(value) {
      const text = String(value).trim();
      if (/[\0\r\n]|[^\0-\xff]/.test(text)) throw new TypeError(`Headers: ${text} is an invalid header value`);
      return text;
    }

    append(name, value) {
      const key = Headers.#name(name);
      this.#all.set(key, [...(this.#all.get(key) ?? []), Headers.#value(value)]);
    }
    set(name, value) {
      this.#all.set(Headers.#name(name), [Headers.#value(value)]);
    }
    get(name) {
      return this.#all.get(Headers.#name(name))?.join(', ') ?? null;
    }
    has(name) {
      return this.#all.has(Headers.#name(name));
    }
    delete(name) {
      this.#all.delete(Headers.#name(name));
    }
    getSetCookie() {
      return [...(this.#all.get('set-cookie') ?? [])];
    }
    forEach(work, self) {
      for (const [name, value] of this) work.call(self, value, name, this);
    }
    *entries() {
      for (const name of [...this.#all.keys()].sort()) {
        if (name === 'set-cookie') for (const value of this.#all.get(name)) yield [name, value];
        else yield [name, this.get(name)];
      }
    }
    *keys() {
      for (const [name] of this) yield name;
    }
    *values() {
      for (const [, value] of this) yield value;
    }
    [Symbol.iterator]() {
      return this.entries();
    }
    get [Symbol.toStringTag]() {
      return 'Headers';
    }
  }

  // Bytes cross as a text of characters below 256.
  const PART = 8192;
  const binary = (bytes) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += PART) text += String.fromCharCode(...bytes.subarray(at, at + PART));
    return text;
  };
  const bytesOf = (text) => {
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    return bytes;
  };

  // Its type, and its bytes as such a text.
  const bodyOf = (body) => {
    if (body instanceof ArrayBuffer) return [null, binary(new Uint8Array(body))];
    if (ArrayBuffer.isView(body)) return [null, binary(new Uint8Array(body.buffer, body.byteOffset, body.byteLength))];
    if (body instanceof URLSearchParams) {
      return ['application/x-www-form-urlencoded;charset=UTF-8', host.encode(body.toString())];
    }
    return ['text/plain;charset=UTF-8', host.encode(String(body))];
  };

  let answered; // a response that came

  class Response {
    #body;
    #used = false;

    constructor(body = null, { status = 200, statusText = '', headers, url = '', redirected = false } = {}) {
      if (!Number.isInteger(status) || status < 200 || status > 599)
        throw new RangeError('Response: status must be 200 to 599');
      const [type, content] = body === null ? [null, ''] : bodyOf(body);
      this.#body = content;
      const own = new Headers(headers);
      if (type !== null && !own.has('content-type')) own.set('content-type', type);
      const facts = { status, statusText: String(statusText), headers: own, url, redirected, type: 'default' };
      for (const [name, value] of Object.entries(facts)) Object.defineProperty(this, name, { value, enumerable: true });
    }

    static #of(response, content) {
      response.#body = content;
      return response;
    }
    static {
      answered = (status, headers, content, url, redirected) =>
        Response.#of(new Response(null, { status, statusText: PHRASES[status], headers, url, redirected }), content);
    }

    #take() {
      if (this.#used) throw new TypeError('Body is unusable: Body has already been read');
      this.#used = true;
      return this.#body;
    }

    get ok() {
      return this.status >= 200 && this.status < 300;
    }
    get bodyUsed() {
      return this.#used;
    }
    async text() {
      return host.decode(this.#take());
    }
    async json() {
      return JSON.parse(await this.text());
    }
    async bytes() {
      return bytesOf(this.#take());
    }
    async arrayBuffer() {
      return (await this.bytes()).buffer;
    }
    clone() {
      if (this.#used) throw new TypeError('Response.clone: Body has already been consumed.');
      return Response.#of(new Response(null, this), this.#body);
    }
  }

  const failed = (cause) => {
    throw new TypeError('fetch failed', { cause });
  };

  // One request and its answer.
  const exchange = ({ url, method, headers, content }, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const path = (url.pathname + url.search)
        .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
        .replace(/[[\]\\^`{|}]/g, encodeURIComponent);
      const sent = [...headers].filter(([name]) => !FORBIDDEN.test(name));
      let number = 0;
      const aborted = () => {
        host.giveUp(number);
        reject(signal.reason);
      };
      const over = () => signal?.removeEventListener('abort', aborted);
      number = host.send(
        `${url.protocol}//${url.host}${path}`,
        method,
        JSON.stringify(sent),
        content,
        (status, answeredHeaders, body) => {
          over();
          resolve({ status, headers: JSON.parse(answeredHeaders), body });
        },
        (reason) => {
          over();
          reject(new TypeError('fetch failed', { cause: Object.assign(new Error(reason), { code: CODES[reason] }) }));
        },
      );
      signal?.addEventListener('abort', aborted);
    });

  // What a redirection makes of a request.
  const redirected = (request, status, location) => {
    const url = new URL(location, request.url);
    const headers = new Headers(request.headers);
    const asGet = status === 303 ? !/^(GET|HEAD)$/.test(request.method) : status <= 302 && request.method === 'POST';
    if (asGet)
      ['content-type', 'content-encoding', 'content-language', 'content-location'].forEach((name) =>
        headers.delete(name),
      );
    if (url.origin !== request.url.origin)
      ['authorization', 'cookie', 'proxy-authorization'].forEach((name) => headers.delete(name));
    return { url, headers, method: asGet ? 'GET' : request.method, content: asGet ? null : request.content };
  };

  const requestOf = (input, init) => {
    let url;
    try {
      url = new URL(input);
    } catch (cause) {
      throw new TypeError(`Failed to parse URL from ${input}`, { cause });
    }
    const { body = null } = init;
    const given = String(init.method ?? 'GET');
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(given) || /^(connect|trace|track)$/i.test(given)) {
      throw new TypeError(`'${given}' is not a valid HTTP method.`);
    }
    const method = /^(delete|get|head|options|post|put)$/i.test(given) ? given.toUpperCase() : given;
    if (body !== null && /^(GET|HEAD)$/.test(method))
      throw new TypeError('Request with GET/HEAD method cannot have body.');
    const headers = new Headers(init.headers);
    const [type, content] = body === null ? [null, null] : bodyOf(body);
    if (type !== null && !headers.has('content-type')) headers.set('content-type', type);
    if (!headers.has('accept')) headers.set('accept', '*/*');
    return { url, method, headers, content };
  };

  const fetch = async (input, init = {}) => {
    const { redirect = 'follow', signal = null } = init ?? {};
    if (!['follow', 'error', 'manual'].includes(redirect))
      throw new TypeError(`'${redirect}' is not a valid redirect mode`);
    let request = requestOf(input, init ?? {});
    for (let hops = 0; ; hops++) {
      if (!/^https?:$/.test(request.url.protocol)) failed(new Error('unknown scheme'));
      const { status, headers, body } = await exchange(request, signal);
      const all = new Headers(headers);
      const location = [301, 302, 303, 307, 308].includes(status) ? all.get('location') : null;
      if (location === null || redirect === 'manual') {
        const shown = new URL(request.url);
        shown.hash = '';
        return answered(status, headers, body, shown.href, hops > 0);
      }
      if (redirect === 'error') failed(new Error('unexpected redirect'));
      if (hops === REDIRECTS_MAX) failed(new Error('redirect count exceeded'));
      try {
        request = redirected(request, status, location);
      } catch (e) {
        failed(e);
      }
    }
  };

  return () => ({ Headers, Response, fetch });
};

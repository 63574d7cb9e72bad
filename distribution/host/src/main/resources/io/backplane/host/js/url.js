// URL and URLSearchParams, made when they are first used.
(of, load) => {
  'use strict';
  const {
    FRAGMENT,
    QUERY,
    SPECIAL_QUERY,
    USERINFO,
    escaped,
    fail,
    hostOf,
    href,
    parse,
    pathOf,
    pathname,
    place,
    portOf,
    special,
    unescaped,
  } = load('url-parts')();

  const FORM = /[^\w*. -]/gu;

  const plain = (text) => unescaped(text.replaceAll('+', ' '));
  const pairsOf = (text) =>
    text
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const at = pair.indexOf('=');
        return at < 0 ? [plain(pair), ''] : [plain(pair.slice(0, at)), plain(pair.slice(at + 1))];
      });
  const wellFormed = (value) => String(value).toWellFormed();

  let bind; // an URL's parameters to the URL

  class URLSearchParams {
    #pairs = [];
    #changed = () => {};

    static {
      bind = (params, text, changed) => {
        params.#pairs = pairsOf(text);
        params.#changed = changed;
      };
    }

    constructor(init = '') {
      if (typeof init === 'object' && init !== null) {
        const pairs = typeof init[Symbol.iterator] === 'function' ? [...init] : Object.entries(init);
        this.#pairs = pairs.map((given) => {
          const pair = [...given];
          if (pair.length !== 2) fail('Each query pair must be an iterable [name, value] tuple');
          return pair.map(wellFormed);
        });
      } else this.#pairs = pairsOf(wellFormed(init).replace(/^\?/, ''));
    }

    get size() {
      return this.#pairs.length;
    }
    append(name, value) {
      this.#pairs.push([wellFormed(name), wellFormed(value)]);
      this.#changed();
    }
    #is(name, value) {
      return (pair) => pair[0] === wellFormed(name) && (value === undefined || pair[1] === wellFormed(value));
    }
    delete(name, value) {
      const is = this.#is(name, value);
      this.#pairs = this.#pairs.filter((pair) => !is(pair));
      this.#changed();
    }
    get(name) {
      return this.#pairs.find(this.#is(name))?.[1] ?? null;
    }
    getAll(name) {
      return this.#pairs.filter(this.#is(name)).map((pair) => pair[1]);
    }
    has(name, value) {
      return this.#pairs.some(this.#is(name, value));
    }
    set(name, value) {
      const is = this.#is(name);
      const first = this.#pairs.findIndex(is);
      if (first < 0) return this.append(name, value);
      this.#pairs = this.#pairs.filter((pair, at) => at <= first || !is(pair));
      this.#pairs[first] = [wellFormed(name), wellFormed(value)];
      return this.#changed();
    }
    sort() {
      this.#pairs.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
      this.#changed();
    }
    forEach(work, self) {
      for (const [name, value] of this) work.call(self, value, name, this);
    }
    *entries() {
      for (let at = 0; at < this.#pairs.length; at++) yield [...this.#pairs[at]];
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
    toString() {
      const form = (text) => escaped(text, FORM).replaceAll(' ', '+');
      return this.#pairs.map((pair) => pair.map(form).join('=')).join('&');
    }
    get [Symbol.toStringTag]() {
      return 'URLSearchParams';
    }
  }

  class URL {
    #url;
    #params = new URLSearchParams();

    constructor(input, base) {
      try {
        this.#url = parse(wellFormed(input), base === undefined ? null : parse(wellFormed(base), null));
      } catch (e) {
        throw Object.assign(new TypeError('Invalid URL', { cause: e }), {
          code: 'ERR_INVALID_URL',
          input: String(input),
        });
      }
      this.#bind();
    }

    static canParse(input, base) {
      return URL.parse(input, base) !== null;
    }
    static parse(input, base) {
      try {
        return new URL(input, base);
      } catch {
        return null;
      }
    }

    #bind() {
      bind(this.#params, this.#url.query ?? '', () => {
        const query = this.#params.toString();
        this.#url.query = query === '' ? null : query;
      });
    }
    // What a part cannot be, it does not become.
    #try(change) {
      const next = { ...this.#url };
      try {
        change(next);
      } catch {
        return;
      }
      this.#url = next;
    }
    get #bare() {
      return !this.#url.host || this.#url.scheme === 'file:';
    }

    get href() {
      return href(this.#url);
    }
    set href(value) {
      this.#url = new URL(value).#url;
      this.#bind();
    }
    get origin() {
      const { scheme } = this.#url;
      return special(scheme) && scheme !== 'file:' ? `${scheme}//${place(this.#url)}` : 'null';
    }
    get protocol() {
      return this.#url.scheme;
    }
    set protocol(value) {
      const scheme = /^([a-z][a-z0-9+.-]*)(:|$)/i.exec(String(value))?.[1].toLowerCase().concat(':');
      if (!scheme || special(scheme) !== special(this.#url.scheme)) return;
      if (
        scheme === 'file:'
          ? this.#url.username + this.#url.password + this.#url.port !== ''
          : this.#url.scheme === 'file:'
      )
        return;
      this.#url.scheme = scheme;
      this.#url.port = portOf(this.#url.port, scheme);
    }
    get username() {
      return this.#url.username;
    }
    set username(value) {
      if (!this.#bare) this.#url.username = escaped(wellFormed(value), USERINFO);
    }
    get password() {
      return this.#url.password;
    }
    set password(value) {
      if (!this.#bare) this.#url.password = escaped(wellFormed(value), USERINFO);
    }
    get host() {
      return place(this.#url);
    }
    set host(value) {
      if (typeof this.#url.path === 'string') return;
      const [, name, port] = /^(\[[^\]]*\]|[^:/?#\\]*)(?::(\d*))?/.exec(String(value));
      this.#try((url) => {
        if (name === '' && special(url.scheme)) fail('no host');
        url.host = name === '' ? '' : hostOf(name, special(url.scheme));
        if (port) url.port = portOf(port, url.scheme);
      });
    }
    get hostname() {
      return this.#url.host ?? '';
    }
    set hostname(value) {
      if (!/^[^[]*:/.test(String(value))) this.host = String(value);
    }
    get port() {
      return this.#url.port;
    }
    set port(value) {
      const digits = /^\d*/.exec(String(value))[0];
      if (!this.#bare && (digits !== '' || String(value) === ''))
        this.#try((url) => (url.port = portOf(digits, url.scheme)));
    }
    get pathname() {
      return pathname(this.#url);
    }
    set pathname(value) {
      if (typeof this.#url.path !== 'string') this.#url.path = pathOf(wellFormed(value), this.#url.scheme);
    }
    get search() {
      return this.#url.query ? `?${this.#url.query}` : '';
    }
    set search(value) {
      const text = wellFormed(value).replace(/^\?/, '');
      const set = special(this.#url.scheme) ? SPECIAL_QUERY : QUERY;
      this.#url.query = String(value) === '' ? null : escaped(text, set);
      this.#bind();
    }
    get searchParams() {
      return this.#params;
    }
    get hash() {
      return this.#url.fragment ? `#${this.#url.fragment}` : '';
    }
    set hash(value) {
      this.#url.fragment = String(value) === '' ? null : escaped(wellFormed(value).replace(/^#/, ''), FRAGMENT);
    }
    toString() {
      return this.href;
    }
    toJSON() {
      return this.href;
    }
    get [Symbol.toStringTag]() {
      return 'URL';
    }
  }

  return () => ({ URL, URLSearchParams });
};

// Addresses, read by the URL standard of the WHATWG; without its rules for drive letters of Windows.
(of) => {
  'use strict';
  const host = of('url');
  const { TextEncoder, TextDecoder } = globalThis;

  const PORTS = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21', 'file:': '' };
  const special = (scheme) => Object.hasOwn(PORTS, scheme);

  const FRAGMENT = /[^\x21-\x7e]|["<>`]/gu;
  const QUERY = /[^\x21-\x7e]|["#<>]/gu;
  const SPECIAL_QUERY = /[^\x21-\x7e]|["#<>']/gu;
  const PATH = /[^\x21-\x7e]|["#<>?^`{}]/gu;
  const USERINFO = /[^\x21-\x7e]|["#<>?^`{}/:;=@[\\\]|]/gu;
  const CONTROLS = /[^\x20-\x7e]/gu;

  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const byte = (value) => `%${value.toString(16).toUpperCase().padStart(2, '0')}`;
  const escaped = (text, set) => text.replace(set, (char) => Array.from(encoder.encode(char), byte).join(''));
  const unescaped = (text) => {
    if (!text.includes('%')) return text;
    const bytes = [];
    for (const part of text.split(/(%[0-9A-Fa-f]{2})/)) {
      if (/^%[0-9A-Fa-f]{2}$/.test(part)) bytes.push(parseInt(part.slice(1), 16));
      else for (const one of encoder.encode(part)) bytes.push(one);
    }
    return decoder.decode(new Uint8Array(bytes));
  };

  const fail = (what) => {
    throw new TypeError(what);
  };

  const number4 = (part) => {
    if (/^0x[0-9a-f]*$/i.test(part)) return part.length === 2 ? 0 : parseInt(part, 16);
    if (/^0[0-7]+$/.test(part)) return parseInt(part, 8);
    return /^(0|[1-9]\d*)$/.test(part) ? Number(part) : NaN;
  };

  // A name whose last part is a number is an address, or nothing.
  const address4 = (name) => {
    const parts = name.replace(/\.$/, '').split('.');
    if (!/^(\d+|0x[0-9a-f]*)$/i.test(parts.at(-1))) return null;
    const numbers = parts.map(number4);
    const last = numbers.pop();
    const valid = parts.length <= 4 && numbers.every((n) => n <= 255) && last < 256 ** (4 - numbers.length);
    if (!valid) fail('not an address');
    const whole = numbers.reduce((sum, n, at) => sum + n * 256 ** (3 - at), last);
    return [3, 2, 1, 0].map((at) => Math.floor(whole / 256 ** at) % 256).join('.');
  };

  const pieces6 = (text) => {
    if (text === '') return [];
    return text.split(':').flatMap((piece, at, all) => {
      const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(piece)?.slice(1);
      if (four && at === all.length - 1 && four.every((n) => n <= 255 && !/^0\d/.test(n))) {
        return [four[0] * 256 + Number(four[1]), four[2] * 256 + Number(four[3])];
      }
      return /^[0-9a-f]{1,4}$/i.test(piece) ? parseInt(piece, 16) : fail('not an address');
    });
  };

  const address6 = (text) => {
    const halves = text.split('::');
    const [first, last] = halves.map(pieces6);
    const missing = 8 - first.length - (last?.length ?? 0);
    if (halves.length > 2 || (last ? missing < 1 : missing !== 0)) fail('not an address');
    const pieces = last ? [...first, ...new Array(missing).fill(0), ...last] : first;
    const zeros = pieces.map((piece, at) => {
      const end = pieces.findIndex((it, i) => i >= at && it !== 0);
      return (end < 0 ? 8 : end) - at;
    });
    const longest = Math.max(...zeros);
    const hex = pieces.map((piece) => piece.toString(16));
    if (longest < 2) return `[${hex.join(':')}]`;
    const at = zeros.indexOf(longest);
    return `[${hex.slice(0, at).join(':')}::${hex.slice(at + longest).join(':')}]`;
  };

  const hostOf = (text, isSpecial) => {
    if (text.startsWith('[')) return text.endsWith(']') ? address6(text.slice(1, -1)) : fail('not an address');
    if (!isSpecial) return /[\0\t\n\r #/:<>?@[\\\]^|]/.test(text) ? fail('not a host') : escaped(text, CONTROLS);
    const name = unescaped(text);
    const ascii = /^[\x21-\x7e]*$/.test(name) && !/(^|\.)xn--/i.test(name) ? name.toLowerCase() : host.ascii(name);
    if (ascii === '' || ascii === null || /[\0-\x20"#%/:<>?@[\\\]^`{|}\x7f]/.test(ascii)) fail('not a host');
    return address4(ascii) ?? ascii;
  };

  const portOf = (text, scheme) => {
    if (text !== '' && !(/^\d+$/.test(text) && Number(text) < 65536)) fail('not a port');
    return text === '' || String(Number(text)) === PORTS[scheme] ? '' : String(Number(text));
  };

  // Whatever stands between the slashes and the path.
  const authority = (url, text) => {
    const at = text.lastIndexOf('@');
    const place = text.slice(at + 1);
    if (at >= 0) {
      const [, username, password] = /^([^:]*):?(.*)$/s.exec(text.slice(0, at));
      url.username = escaped(username, USERINFO);
      url.password = escaped(password, USERINFO);
    }
    const [, name, port] = /^(\[.*\]|[^:]*)(?::(.*))?$/s.exec(place) ?? fail('not a host');
    if (name === '' && (special(url.scheme) || at >= 0 || port)) fail('no host');
    url.host = name === '' ? '' : hostOf(name, special(url.scheme));
    url.port = portOf(port ?? '', url.scheme);
  };

  const steps = (text, path, scheme) => {
    const segments = text.split(special(scheme) ? /[/\\]/ : '/');
    const made = [...path];
    segments.forEach((segment, at) => {
      const dots = segment.replace(/%2e/gi, '.');
      if (dots === '..') made.pop();
      if (dots !== '..' && dots !== '.') made.push(escaped(segment, PATH));
      else if (at === segments.length - 1) made.push('');
    });
    return made;
  };
  const pathOf = (text, scheme) => {
    if (text === '') return special(scheme) ? [''] : [];
    return steps(/^\//.test(text) || (special(scheme) && text[0] === '\\') ? text.slice(1) : text, [], scheme);
  };

  const afterScheme = (url, rest, base) => {
    const isSpecial = special(url.scheme);
    const slashes = isSpecial ? /^[/\\]{2}/ : /^\/\//;
    const slash = isSpecial ? /^[/\\]/ : /^\//;
    const withAuthority = (text) => {
      const end = text.search(isSpecial ? /[/\\]/ : /\//);
      authority(url, end < 0 ? text : text.slice(0, end));
      url.path = pathOf(end < 0 ? '' : text.slice(end), url.scheme);
    };
    const like = (other, names) => names.forEach((name) => (url[name] = other[name]));
    const place = ['username', 'password', 'host', 'port'];
    if (url.scheme === 'file:') {
      url.host = '';
      if (slashes.test(rest)) {
        const [, name, path] = /^([^/\\]*)(.*)$/s.exec(rest.slice(2));
        const found = name === '' ? '' : hostOf(name, true);
        url.host = found === 'localhost' ? '' : found;
        url.path = pathOf(path, url.scheme);
        return;
      }
      if (!base) {
        url.path = pathOf(rest, url.scheme);
        return;
      }
    } else if (!base && isSpecial) {
      withAuthority(rest.replace(/^[/\\]+/, ''));
      return;
    }
    if (slashes.test(rest)) withAuthority(isSpecial ? rest.replace(/^[/\\]+/, '') : rest.slice(2));
    else if (base) {
      like(base, place);
      if (slash.test(rest)) url.path = pathOf(rest, url.scheme);
      else if (rest === '') url.path = [...base.path];
      else url.path = steps(rest, base.path.slice(0, -1), url.scheme);
      if (rest === '' && url.query === null) url.query = base.query;
    } else if (slash.test(rest)) url.path = pathOf(rest, url.scheme);
    else url.path = escaped(rest, CONTROLS);
  };

  const parse = (input, base) => {
    const text = input.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '').replace(/[\t\n\r]/g, '');
    const [, body, query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text);
    const found = /^([a-z][a-z0-9+.-]*:)(.*)$/is.exec(body);
    const scheme = found ? found[1].toLowerCase() : (base?.scheme ?? fail('no scheme'));
    const url = { scheme, username: '', password: '', host: null, port: '', path: [], query: null, fragment: null };
    if (query !== undefined) url.query = escaped(query, special(scheme) ? SPECIAL_QUERY : QUERY);
    if (fragment !== undefined) url.fragment = escaped(fragment, FRAGMENT);
    if (found) {
      const relative = special(scheme) && base?.scheme === scheme && !/^[/\\]{2}/.test(found[2]);
      afterScheme(url, found[2], relative ? base : null);
    } else if (typeof base.path === 'string') {
      if (body !== '' || query !== undefined || fragment === undefined) fail('no scheme');
      Object.assign(url, base, { fragment: url.fragment });
    } else afterScheme(url, body, base);
    return url;
  };

  const pathname = ({ path }) => (typeof path === 'string' ? path : path.map((segment) => `/${segment}`).join(''));
  const place = ({ host: name, port }) => (name ?? '') + (port === '' ? '' : `:${port}`);
  const href = (url) => {
    const secret = url.password === '' ? '' : `:${url.password}`;
    const who = url.username + secret === '' ? '' : `${url.username}${secret}@`;
    const hidden =
      url.host === null && Array.isArray(url.path) && url.path.length > 1 && url.path[0] === '' ? '/.' : '';
    const where = url.host === null ? hidden : `//${who}${place(url)}`;
    const query = url.query === null ? '' : `?${url.query}`;
    return url.scheme + where + pathname(url) + query + (url.fragment === null ? '' : `#${url.fragment}`);
  };

  return () => ({
    special,
    FRAGMENT,
    QUERY,
    SPECIAL_QUERY,
    USERINFO,
    escaped,
    unescaped,
    fail,
    hostOf,
    portOf,
    pathOf,
    parse,
    pathname,
    place,
    href,
  });
};

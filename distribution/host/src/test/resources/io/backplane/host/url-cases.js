// Prints what becomes of addresses; url-cases.txt is what Node makes of them.
const all = [
 ['http://user:pa%20ss@EXAMPLE.com:80/a/./b/../c?q=1&r=a b#frag ment'], ['https://example.com:443'], ['https://example.com:8443/x'], ['HTTP:\\\\ex.com\\a\\b'],
 ['../x?y','http://a/b/c/d?q#f'], ['?z','http://a/b?q#f'], ['#z','http://a/b?q#f'], ['','http://a/b?q#f'], ['//h2/p','https://a/b'], ['/abs','http://a:81/b'], ['g:h','http://a/b'],['http:g','http://a/b/c'],['http:/g','http://a/b/c'],['https:g','http://a/b/c'],
 ['mailto:a@b.c?subject=x'], ['data:text/plain,hello world#x'], ['file:///a/b/../c'], ['file://host/p'], ['file:x','file:///a/b'], ['file://localhost/x'], ['urn:isbn:123'], ['foo://h/p/../q'], ['foo:/a/../b'], ['foo://h:80/?'], ['foo:///x'],
 ['http://127.1/'], ['http://0x7f.0.0.1/'], ['http://256.1.1.1/'], ['http://1.2.3.4.5/'], ['http://017700000001'], ['http://1.2.3.08/'], ['http://[::1]:3000/x'], ['http://[2001:DB8:0:0:1:0:0:1]/'], ['http://[::ffff:1.2.3.4]/'], ['http://[1::2::3]/'], ['http://[1:2:3]/'], ['http://[::]/'],['http://[1:0:0:2:0:0:0:3]'],
 ['http://münchen.de/ä?ü=ö#é'], ['http://xn--mnchen-3ya.de/'], ['http://a b/'], ['http://a%20b/'], ['http://ex%41mple.com/'], ['http://'], ['http://a:99999/'], ['http://a:b/'], ['http://a:/'], ['  http://trim.me/  '], ['ht\ntp://new\tline/'], ['/no-base'], ['no-scheme'], ['http://u@/x'], ['http://u:@h/'], ['http://:p@h/'], ['http://a@b@c/'], ['http://h/%2e%2E/x/%2e/y/.'], ['http://h/a//b/'], ['http://h/..'], ['http://h/?a\'b"c<d>e`f{g}|^[x]\\'], ['foo://h/?a\'b'], ['http://h/a"b<c>d`e{f}|^[g]\\h'], ['ws://h:80/'], ['wss://h:80/'], ['http://h?#'], ['http://h?q'], ['http://H.COM./'], ['x:'], ['x://'],['http://h/%zz%41'], ['http://-a_b.c/'], ['http://😀.com/'], ['javascript:alert(1)'], ['.//p', 'x:/a/b'], ['http://a/b', 'nonsense'],
];
const show = (u) => ['href','origin','protocol','username','password','host','hostname','port','pathname','search','hash'].map((n) => u[n]).join(' | ');
const out = [];
for (const c of all) { let r; try { r = show(new URL(...c)); } catch (e) { r = e.name + ' ' + e.message + ' ' + e.code; } out.push(JSON.stringify(c) + ' => ' + r); }
const sets = [['href','http://n/'],['protocol','https'],['protocol','ws:x'],['protocol','foo'],['protocol','file'],['username','a:b'],['password','p@'],['host','n:81'],['host','n'],['host',':80'],['host','[::1]:9'],['hostname','x y'],['hostname','m'],['hostname','m:9'],['port','81x'],['port',''],['port','x'],['port','99999'],['port','443'],['pathname','a/../b c?#'],['pathname',''],['search','?x=1&y=ä'],['search',''],['search','z'],['hash','h h'],['hash','']];
for (const [n, v] of sets) { const u = new URL('http://u:p@h.com:8080/a?b=c#d'); u[n] = v; out.push(`${n}=${v} ${show(u)}`); }
for (const [n, v] of [['host','x'],['port','1'],['pathname','q'],['username','u']]) { const u = new URL('mailto:x@y'); u[n] = v; out.push(`m ${n}=${v} ${u}`); }
const u = new URL('http://h/?a=1&b=2&a=3');
const p = u.searchParams; p.append('c', 'x y+&=ä'); p.delete('b'); out.push(u.href, p.getAll('a').join(), p.get('zz'), p.has('a', '3'), p.has('a', '4'), p.size);
p.set('a', 'one'); out.push(u.search); p.sort(); u.search = '?n=1%20+2'; out.push(p.get('n'), [...p].join(';'), p === u.searchParams);
p.delete('n'); out.push(u.href); u.href = 'http://i/?k=v'; out.push(p.toString());
out.push(new URLSearchParams({ a: 1, b: 'ü ~*-._!\'()' }).toString(), new URLSearchParams([['x', 'y'], ['x', 'z']]).toString(), new URLSearchParams('?q=%E4%BD%A0&bad=%zz&=e&f&g=h=i').toString(), new URLSearchParams(new URLSearchParams('a=b')).toString());
out.push(JSON.stringify({ u: new URL('http://h') }), URL.canParse('x'), URL.canParse('x:y'), String(URL.parse('zz')), [...new URLSearchParams('a=1&b=2').keys()].join(), [...new URLSearchParams('a=1&b=2').values()].join());
try { new URLSearchParams([['a']]); } catch (e) { out.push(e.name); }
{ const s = new URLSearchParams('z=1&a=2&z=0&b='); s.sort(); out.push(s.toString()); s.forEach((v, k) => out.push(k + v)); }
out.forEach((line) => console.log(String(line)));

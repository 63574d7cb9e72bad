import { describe, expect, it } from 'vitest';
import { nextPath } from '../src/login/next';
import { LOGIN_TEXTS } from '../src/login/texts';

const ORIGIN = 'http://kernel:8080';
const HOME = '/system/console/app/';
const next = (path: string) => nextPath(`?next=${encodeURIComponent(path)}`, ORIGIN, '');

describe('where login leads', () => {
  it('back_to_where_the_user_was', () => {
    expect(next('/system/console/app/plugins?q=a#b')).toBe('/system/console/app/plugins?q=a#b');
  });

  it.each([
    '//evil.example/x',
    '/\\evil.example',
    '/\t/evil.example',
    'http://evil.example/',
    'javascript:alert(1)',
    'relative',
    '/login?next=/login',
    '',
  ])('never to %s', (path) => expect(next(path)).toBe(HOME));

  it('home_is_below_the_context_root', () => {
    expect(nextPath('', ORIGIN, '/bp')).toBe('/bp/system/console/app/');
  });
});

describe('login texts', () => {
  it('have_the_same_keys_and_placeholders', () => {
    const { en, zh } = LOGIN_TEXTS;
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(zh[key].match(/\{\w+\}/g)).toEqual(en[key].match(/\{\w+\}/g));
    }
  });
});

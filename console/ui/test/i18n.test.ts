import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';
import { zh } from '../src/i18n/zh';

type Tree = { [key: string]: string | Tree };

const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as const] : flat(value, `${prefix}${key}.`),
  ) as [string, string][];

const english = new Map(flat(en));
const chinese = new Map(flat(zh));
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('i18n'))
  .map((file) => readFileSync(join('src', file), 'utf8'))
  .join('\n');

describe('texts', () => {
  it('both_languages_have_the_same_keys', () => {
    expect([...chinese.keys()]).toEqual([...english.keys()]);
  });

  it('both_languages_fill_in_the_same_figures', () => {
    const figures = (text = '') => (text.match(/\{\{\w+\}\}|<\/?\w+>/g) ?? []).sort();
    for (const [key, text] of english) {
      expect([key, figures(chinese.get(key))]).toEqual([key, figures(text)]);
    }
  });

  it('no_text_is_empty_and_chinese_ones_are_chinese', () => {
    const names = /^[A-Z][A-Za-z]*$|^PID |^JVM$|Felix/;
    for (const [key, text] of chinese) {
      expect(text.trim(), key).not.toBe('');
      if (!names.test(text)) expect(text, key).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('every_text_is_used', () => {
    const used = new Set([...sources.matchAll(/['"]([a-z]\w*(?:\.\w+)+)['"]/g)].map((it) => it[1]));
    const groups = [...sources.matchAll(/`([a-z]\w*(?:\.\w+)*)\.\$\{/g)].map((it) => it[1]);
    const unused = [...english.keys()]
      .map((key) => key.replace(/_(one|other)$/, ''))
      .filter((key) => !used.has(key))
      .filter((key) => !groups.includes(key.slice(0, key.lastIndexOf('.'))));
    expect(unused).toEqual([]);
  });

  it('every_used_key_has_a_text', () => {
    const calls = [...sources.matchAll(/\bt\(\s*['"]([\w.]+)['"]/g)].map((it) => it[1] ?? '');
    const unknown = calls.filter((key) => !english.has(key) && !english.has(`${key}_other`));
    expect(calls.length).toBeGreaterThan(100);
    expect(unknown).toEqual([]);
  });
});

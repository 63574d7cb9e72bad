import { describe, expect, it } from 'vitest';
import { fit, best } from '../src/pages/workspace/model/fuzzy';
import { edited, met, opened, opening, written } from '../src/pages/workspace/model/open';
import { foldersOf, moved, nameComplaint } from '../src/pages/workspace/model/paths';
import { grouped, type Problem } from '../src/pages/workspace/model/problems';
import { placesIn } from '../src/pages/workspace/model/traces';
import {
  EMPTY_TREE,
  packagesIn,
  rowsOf,
  sourcesIn,
  withListing,
} from '../src/pages/workspace/model/tree';
import { nextPatch, VERSION } from '../src/pages/workspace/model/versions';
import { linked } from '../src/pages/instance/logs/links';
import { hostOf, heapFits, wordsOf } from '../src/pages/instances/host';
import { entry } from './workspacefakes';

const tree = withListing(
  withListing(EMPTY_TREE, '', [entry('logs', 'directory'), entry('workspace', 'directory')], false),
  'workspace',
  [
    entry('workspace/index.js'),
    entry('workspace/lib', 'directory'),
    entry('workspace/lib/b10.ts'),
    entry('workspace/lib/b9.ts'),
    entry('workspace/node_modules', 'directory'),
    entry('workspace/node_modules/@a', 'directory'),
    entry('workspace/node_modules/@a/b', 'directory'),
    entry('workspace/node_modules/@a/b/index.js'),
    entry('workspace/node_modules/c', 'directory'),
  ],
  true,
);

describe('the tree', () => {
  const paths = (...expanded: string[]) =>
    rowsOf(tree, new Set(expanded)).map(({ entry: { path }, level }) => `${level} ${path}`);

  it('shows_the_code_first_then_folders_then_files_by_number', () => {
    expect(paths('workspace', 'workspace/lib')).toEqual([
      '1 workspace',
      '2 workspace/lib',
      '3 workspace/lib/b9.ts',
      '3 workspace/lib/b10.ts',
      '2 workspace/node_modules',
      '2 workspace/index.js',
      '1 logs',
    ]);
  });

  it('hides_what_lies_in_a_closed_folder_even_where_that_is_open', () => {
    expect(paths('workspace/lib')).toEqual(['1 workspace', '1 logs']);
  });

  it('tells_each_line_its_place_among_its_siblings', () => {
    const row = rowsOf(tree, new Set(['workspace'])).find((it) => it.entry.name === 'index.js');
    expect(row).toMatchObject({ place: 3, siblings: 3, level: 2 });
  });

  it('forgets_what_a_new_listing_leaves_out_with_all_below_it', () => {
    const less = withListing(tree, 'workspace', [entry('workspace/index.js')], false);
    expect([...less.entries.keys()]).toEqual(['logs', 'workspace', 'workspace/index.js']);
    expect(less.listed.has('workspace/lib')).toBe(false);
  });

  it('keeps_other_folders_when_one_is_listed_anew', () => {
    const more = withListing(tree, 'logs', [entry('logs/a.log')], false);
    expect(more.entries.size).toBe(tree.entries.size + 1);
  });

  it('knows_the_sources_without_packages_and_the_packages_by_name', () => {
    expect(sourcesIn(tree).map(({ path }) => path)).toEqual([
      'workspace/index.js',
      'workspace/lib/b10.ts',
      'workspace/lib/b9.ts',
    ]);
    expect(packagesIn(tree)).toEqual(['@a/b', 'c']);
  });
});

describe('paths', () => {
  it('follow_a_folder_that_is_moved', () => {
    expect(moved('a/b/c.js', 'a/b', 'x')).toBe('x/c.js');
    expect(moved('a/bc.js', 'a/b', 'x')).toBe('a/bc.js');
    expect(foldersOf('a/b/c.js')).toEqual(['a', 'a/b']);
  });

  it.each([
    ['', 'required'],
    ['  ', 'required'],
    ['a/b', 'slash'],
    ['a\\b', 'slash'],
    ['..', 'dots'],
    ['é'.repeat(128), 'long'],
    ['there.js', 'taken'],
    ['new.js', undefined],
    ['.env', undefined],
  ])('a_file_may_be_named %s: %s', (name, complaint) => {
    expect(nameComplaint(name, ['there.js'])).toBe(complaint);
  });
});

describe('an open file', () => {
  const text = (content: string, etag: string) => ({ kind: 'text', text: content, etag }) as const;
  const { file } = opened(opening('a.js'), text('one', 'v1'));
  const typed = edited(file, 'mine');

  it('is_dirty_until_its_text_is_the_saved_one_again', () => {
    expect(typed.dirty).toBe(true);
    expect(edited(typed, 'one').dirty).toBe(false);
  });

  it('takes_what_others_wrote_while_it_is_clean', () => {
    const after = met(file, text('two', 'v2'), 'one');
    expect(after).toMatchObject({ take: 'two', file: { etag: 'v2', dirty: false } });
  });

  it('is_in_conflict_where_both_wrote', () => {
    const after = met(typed, text('two', 'v2'), 'mine');
    expect(after.take).toBeUndefined();
    expect(after.file).toMatchObject({
      dirty: true,
      etag: 'v1',
      conflict: { theirs: { text: 'two', etag: 'v2' } },
    });
  });

  it('is_settled_where_both_wrote_the_same', () => {
    const after = met(typed, text('mine', 'v2'), 'mine').file;
    expect(after).toMatchObject({ dirty: false, etag: 'v2', conflict: undefined });
  });

  it('sees_its_own_save_as_no_change', () => {
    expect(met(typed, text('one', 'v1'), 'mine').file).toBe(typed);
  });

  it('stays_dirty_when_it_was_deleted_whatever_is_typed', () => {
    const gone = met(file, { kind: 'gone' }, 'one').file;
    expect(gone).toMatchObject({ dirty: true, conflict: { theirs: undefined } });
    expect(edited(gone, 'one').dirty).toBe(true);
  });

  it('keeps_what_was_typed_during_a_save_as_unsaved', () => {
    expect(written(typed, 'v2', 'mine', 'mine!').dirty).toBe(true);
    expect(written(typed, 'v2', 'mine', 'mine').dirty).toBe(false);
  });
});

describe('problems', () => {
  const problem = (path: string, severity: Problem['severity'], line: number): Problem => ({
    path,
    severity,
    line,
    column: 1,
    message: '',
    code: '',
  });

  it('stand_by_file_with_the_worst_first_and_only_for_code', () => {
    const groups = grouped([
      problem('workspace/a.js', 'warning', 1),
      problem('workspace/b.js', 'warning', 1),
      problem('workspace/b.js', 'error', 9),
      problem('workspace/b.js', 'error', 2),
      problem('private/c.js', 'error', 1),
    ]);
    expect(groups.map((it) => it.path)).toEqual(['workspace/b.js', 'workspace/a.js']);
    expect(groups[0]?.problems.map(({ severity, line }) => `${severity} ${line}`)).toEqual([
      'error 2',
      'error 9',
      'warning 1',
    ]);
  });
});

describe('places in output', () => {
  const known = new Set(['workspace/index.js', 'workspace/lib/a.ts']);
  const found = (line: string) =>
    placesIn(line, '/data/i/report', known).map((it) => [it.path, it.line, it.column]);

  it.each([
    ['    at main (index.js:3:7)', ['workspace/index.js', 3, 7]],
    ['    at f (/data/i/report/workspace/lib/a.ts:12:1)', ['workspace/lib/a.ts', 12, 1]],
    ['at file:///data/i/report/workspace/index.js:4', ['workspace/index.js', 4, 1]],
    ['error in ./lib/a.ts:2:3: oops', ['workspace/lib/a.ts', 2, 3]],
    ['at /elsewhere/workspace/lib/a.ts:5:6', ['workspace/lib/a.ts', 5, 6]],
  ])('are_found in %s', (line, place) => expect(found(line)).toEqual([place]));

  it.each([
    'at other.js:1:2',
    '12:30:11 index.js',
    'http://host/index.json:80',
    '/etc/index.js:1:1',
  ])('are_not_where_no_file_is_meant: %s', (line) => expect(found(line)).toEqual([]));

  it('cut_a_line_into_whole_pieces', () => {
    const [link] = placesIn('at index.js:3:7!', '', known);
    const pieces = linked(
      [
        { text: 'at index', style: 'red', hit: false },
        { text: '.js:3:7!', style: '', hit: false },
      ],
      link ? [link] : [],
    );
    expect(pieces.map((it) => [it.text, it.link !== undefined])).toEqual([
      ['at ', false],
      ['index', true],
      ['.js:3:7', true],
      ['!', false],
    ]);
  });
});

describe('quick open', () => {
  const paths = ['workspace/lib/figures.ts', 'workspace/index.js', 'private/fig/x.txt'];

  it('fits_letters_in_order_and_prefers_names', () => {
    expect(fit('xyz', 'workspace/index.js')).toBeUndefined();
    expect(best('fig', paths, [])[0]).toBe('workspace/lib/figures.ts');
    expect(best('wsidx', paths, [])).toEqual(['workspace/index.js']);
  });

  it('shows_what_is_open_first_where_nothing_is_typed', () => {
    expect(best('', paths, ['workspace/index.js'])[0]).toBe('workspace/index.js');
  });
});

describe('versions', () => {
  it.each([
    ['0.1.0', '0.1.1'],
    ['1.9.9', '1.9.10'],
    ['2.0.0-rc.1', '2.0.0'],
    ['v3', '3.0.1'],
  ])('after %s comes %s', (now, next) => {
    expect(nextPatch(now)).toBe(next);
    expect(VERSION.test(next)).toBe(true);
  });
});

describe('words for a host', () => {
  it('are_read_and_written_and_others_are_kept', () => {
    const words = ['--heap=512', '--engine=jit', '--inspect', '--more'];
    expect(hostOf(words)).toEqual({
      heap: '512',
      engine: 'jit',
      inspect: true,
      embedded: false,
      others: ['--more'],
    });
    expect(wordsOf(hostOf(words))).toEqual(words);
    expect(wordsOf(hostOf([]))).toEqual([]);
  });

  it('leave_out_what_does_not_go_with_the_kernel', () => {
    const embedded = { ...hostOf(['--heap=8', '--inspect', '--more']), embedded: true };
    expect(wordsOf(embedded)).toEqual(['--embedded', '--more']);
    expect(hostOf(['--embedded']).embedded).toBe(true);
    expect(heapFits(embedded)).toBe(true);
  });

  it.each([
    ['', true],
    ['64', true],
    ['8', false],
    ['1.5', false],
    ['lots', false],
  ])('heap %s fits: %s', (heap, fits) => expect(heapFits({ ...hostOf([]), heap })).toBe(fits));
});

import { beforeEach, describe, expect, it } from 'vitest';
import { dirtyFiles, fileOf } from '../src/pages/workspace/model/state';
import { Workspace } from '../src/pages/workspace/model/workspace';
import { FakeFiles, PlainTexts } from './workspacefakes';

const INDEX = 'workspace/index.js';
let files: FakeFiles;
let texts: PlainTexts;
let workspace: Workspace;

const state = () => workspace.store.getState();
const file = (path = INDEX) => fileOf(state(), path);
const type = (text: string, path = INDEX) => {
  texts.texts.set(path, text);
  workspace.edited(path);
};

beforeEach(async () => {
  files = new FakeFiles({
    [INDEX]: 'one',
    'workspace/lib/a.ts': 'a',
    'workspace/README.md': 'read',
    'config/config.json': '{}',
  });
  texts = new PlainTexts();
  workspace = new Workspace(files, texts);
  await workspace.refresh();
  await workspace.open(INDEX);
});

describe('a workspace', () => {
  it('lists_the_code_at_once_and_other_folders_when_they_are_opened', async () => {
    expect(state().tree.entries.has('workspace/lib/a.ts')).toBe(true);
    expect(state().tree.entries.has('config/config.json')).toBe(false);
    await workspace.toggle('config');
    expect(state().tree.entries.has('config/config.json')).toBe(true);
  });

  it('gives_the_editor_all_sources_but_not_other_texts', () => {
    expect(texts.get('workspace/lib/a.ts')).toBe('a');
    expect(texts.get('workspace/README.md')).toBeUndefined();
  });

  it('reads_sources_again_only_when_they_changed', async () => {
    files.reads = [];
    await workspace.refresh();
    expect(files.reads).toEqual([]);
    files.put('workspace/lib/a.ts', 'b');
    await workspace.refresh();
    expect(texts.get('workspace/lib/a.ts')).toBe('b');
  });

  it('shows_why_the_tree_could_not_be_read_and_recovers', async () => {
    files.failure = new Error('no disk');
    await workspace.refresh();
    expect(state().treeError).toEqual(new Error('no disk'));
    await workspace.refresh();
    expect(state().treeError).toBeUndefined();
  });

  it('saves_what_was_typed', async () => {
    type('two');
    expect(file()?.dirty).toBe(true);
    await workspace.save(INDEX);
    expect(files.files.get(INDEX)?.text).toBe('two');
    expect(file()).toMatchObject({ dirty: false, saving: false, etag: 'v2' });
  });

  it('saves_all_and_says_whether_nothing_is_left', async () => {
    await workspace.open('workspace/README.md');
    type('two');
    type('more', 'workspace/README.md');
    expect(await workspace.saveAll()).toBe(true);
    expect(dirtyFiles(state())).toEqual([]);
  });

  it('throws_what_kept_a_save_from_going_through_and_stays_dirty', async () => {
    type('two');
    files.failure = new Error('full');
    await expect(workspace.save(INDEX)).rejects.toThrow('full');
    expect(file()).toMatchObject({ dirty: true, saving: false });
  });

  it('opens_a_file_in_one_tab_however_often', async () => {
    await workspace.open('workspace/lib/a.ts');
    await workspace.open(INDEX, { line: 3, column: 2 });
    expect(state().open).toHaveLength(2);
    expect(state()).toMatchObject({ active: INDEX, reveal: { line: 3, column: 2, length: 0 } });
    expect(state().expanded.has('workspace/lib')).toBe(true);
  });

  it('tells_binary_and_missing_files', async () => {
    files.put('workspace/x.bin', 'a\0b');
    await workspace.open('workspace/x.bin');
    await workspace.open('workspace/nowhere.js');
    expect(file('workspace/x.bin')?.state).toBe('binary');
    expect(file('workspace/nowhere.js')?.state).toBe('failed');
  });

  it('activates_a_neighbour_when_the_active_tab_is_closed', async () => {
    await workspace.open('workspace/README.md');
    await workspace.open('workspace/lib/a.ts');
    await workspace.open('workspace/README.md');
    workspace.close('workspace/README.md');
    expect(state().active).toBe('workspace/lib/a.ts');
    workspace.close('workspace/lib/a.ts');
    expect(state().active).toBe(INDEX);
  });

  it('forgets_the_unsaved_text_of_a_closed_source_but_keeps_the_saved', () => {
    type('two');
    workspace.close(INDEX);
    expect(texts.get(INDEX)).toBe('one');
  });
});

describe('changes of others', () => {
  it('are_taken_where_the_user_changed_nothing', async () => {
    files.put(INDEX, 'theirs');
    await workspace.refresh();
    expect(texts.get(INDEX)).toBe('theirs');
    expect(file()).toMatchObject({ dirty: false, etag: 'v2' });
  });

  it('are_seen_by_their_time_where_listings_tell_no_etags', async () => {
    files.tags = false;
    await workspace.refresh();
    files.reads = [];
    await workspace.refresh();
    expect(files.reads).toEqual([]);
    files.put(INDEX, 'two');
    await workspace.refresh();
    expect(texts.get(INDEX)).toBe('two');
  });

  it('are_a_conflict_where_both_changed_and_a_save_does_nothing_then', async () => {
    type('mine');
    files.put(INDEX, 'theirs');
    await workspace.refresh();
    await workspace.save(INDEX);
    expect(file()?.conflict?.theirs?.text).toBe('theirs');
    expect(files.files.get(INDEX)?.text).toBe('theirs');
  });

  it('that_only_the_save_meets_are_a_conflict_too', async () => {
    type('mine');
    files.put(INDEX, 'theirs');
    await workspace.save(INDEX);
    expect(file()?.conflict?.theirs?.text).toBe('theirs');
    expect(await workspace.saveAll()).toBe(false);
  });

  it('are_overwritten_or_taken_as_the_user_decides', async () => {
    type('mine');
    files.put(INDEX, 'theirs');
    await workspace.save(INDEX);
    workspace.compare(INDEX);
    await workspace.overwrite(INDEX);
    expect(files.files.get(INDEX)?.text).toBe('mine');
    expect(file()).toMatchObject({ dirty: false, conflict: undefined });
    expect(state().comparing).toBeUndefined();

    type('mine again');
    files.put(INDEX, 'theirs again');
    await workspace.save(INDEX);
    workspace.reload(INDEX);
    expect(texts.get(INDEX)).toBe('theirs again');
    expect(file()).toMatchObject({ dirty: false, conflict: undefined });
  });

  it('that_come_between_conflict_and_overwrite_are_a_conflict_again', async () => {
    type('mine');
    files.put(INDEX, 'theirs');
    await workspace.save(INDEX);
    files.put(INDEX, 'theirs later');
    await workspace.overwrite(INDEX);
    expect(files.files.get(INDEX)?.text).toBe('theirs later');
    expect(file()?.conflict?.theirs?.text).toBe('theirs later');
  });

  it('that_delete_a_file_leave_its_text_to_be_saved_again_or_closed', async () => {
    await files.remove(INDEX);
    await workspace.refresh();
    expect(file()).toMatchObject({ dirty: true, conflict: { theirs: undefined } });
    await workspace.overwrite(INDEX);
    expect(files.files.get(INDEX)?.text).toBe('one');
    await files.remove(INDEX);
    await workspace.refresh();
    workspace.reload(INDEX);
    expect(file()).toBeUndefined();
  });
});

describe('files and folders', () => {
  it('are_made_and_opened', async () => {
    await workspace.newFolder('workspace', 'src');
    await workspace.newFile('workspace/src', 'b.js');
    expect(state().active).toBe('workspace/src/b.js');
    expect(files.files.get('workspace/src/b.js')?.text).toBe('');
  });

  it('are_not_made_over_what_is_there', async () => {
    await expect(workspace.newFile('workspace', 'index.js')).rejects.toThrow('412');
    expect(files.files.get(INDEX)?.text).toBe('one');
  });

  it('take_their_tabs_and_unsaved_texts_along_when_they_move', async () => {
    await workspace.open('workspace/lib/a.ts');
    type('unsaved', 'workspace/lib/a.ts');
    await workspace.move('workspace/lib', 'workspace/src');
    expect(state().active).toBe('workspace/src/a.ts');
    expect(texts.get('workspace/src/a.ts')).toBe('unsaved');
    expect(file('workspace/src/a.ts')?.dirty).toBe(true);
    expect(state().tree.entries.has('workspace/lib')).toBe(false);
  });

  it('do_not_move_into_themselves', async () => {
    await workspace.move('workspace/lib', 'workspace/lib/lib');
    await workspace.move('workspace', 'private/workspace');
    expect(files.folders.has('workspace/lib')).toBe(true);
  });

  it('close_their_tabs_when_they_are_deleted', async () => {
    await workspace.open('workspace/lib/a.ts');
    await workspace.remove('workspace/lib');
    expect(state().open.map(({ path }) => path)).toEqual([INDEX]);
  });

  it('appear_when_they_were_uploaded', async () => {
    const sent = [new File(['x'], 'x.txt')];
    await workspace.upload('workspace', sent);
    expect(state().tree.entries.has('workspace/x.txt')).toBe(true);
  });
});

describe('a refresh', () => {
  it('that_is_asked_for_during_another_sees_what_changed_meanwhile', async () => {
    const first = workspace.refresh();
    const list = files.list.bind(files);
    files.list = async (...asked) => {
      const listing = await list(...asked);
      if (!asked[1]) return listing;
      files.put(INDEX, 'theirs');
      files.list = list;
      void workspace.refresh();
      return listing;
    };
    await first;
    expect(texts.get(INDEX)).toBe('theirs');
  });
});

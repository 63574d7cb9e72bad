import { createStore, type StoreApi } from 'zustand/vanilla';
import { Problem as Refusal } from '../../../api/problem';
import { absent, NOTHING, stampOf } from './listed';
import * as open from './open';
import { CODE, folderOf, foldersOf, inside, isTop, isWithin, moved } from './paths';
import type { Files, Texts } from './ports';
import { dirtyFiles, EMPTY_STATE, fileOf, withFile, without, withMoved } from './state';
import type { WorkspaceState } from './state';
import { sourcesIn, withListing } from './tree';

const SOURCES_AT_ONCE = 4;

/** What one can do with the files of an instance. Failures of what the user asked for are thrown. */
export class Workspace {
  readonly store: StoreApi<WorkspaceState> = createStore(() => EMPTY_STATE);
  /** ETags of the sources the editor knows though they are in no tab. */
  private readonly sources = new Map<string, string>();
  /** How open files were listed last. */
  private readonly seen = new Map<string, string>();
  private refreshing: Promise<void> | undefined;
  private outdated = false;

  constructor(
    private readonly files: Files,
    private readonly texts: Texts,
  ) {}

  private get state(): WorkspaceState {
    return this.store.getState();
  }

  private set(change: Partial<WorkspaceState>): void {
    this.store.setState(change);
  }

  /** Reads the tree anew and looks after what changed behind the user's back; never fails. */
  refresh(): Promise<void> {
    this.outdated = true;
    this.refreshing ??= this.readWhileOutdated().finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  /** What changes while the tree is read is seen by reading it once more. */
  private async readWhileOutdated(): Promise<void> {
    while (this.outdated) {
      this.outdated = false;
      await this.readTree();
    }
  }

  private async readTree(): Promise<void> {
    try {
      const folders = [...this.state.tree.listed].filter((it) => it && !isWithin(it, CODE));
      const root = await this.files.list('', false);
      const there = root.entries.some(({ path }) => path === CODE);
      const code = there ? await this.files.list(CODE, true).catch(absent) : NOTHING;
      let tree = withListing(this.state.tree, '', root.entries, false);
      tree = withListing(tree, CODE, code.entries, true);
      for (const folder of folders.filter((it) => tree.listed.has(it))) {
        const { entries } = await this.files.list(folder, false).catch(absent);
        tree = withListing(tree, folder, entries, false);
      }
      this.set({ tree, treeError: undefined, truncated: code.truncated === true });
      await Promise.all([this.checkOpen(), this.readSources()]);
    } catch (treeError) {
      this.set({ treeError });
    }
  }

  /** Looks again at what is open and not as the tree says. */
  private async checkOpen(): Promise<void> {
    const { tree } = this.state;
    const stale = this.state.open.filter(({ path, state, etag }) => {
      const entry = tree.entries.get(path);
      if (state !== 'text' || !tree.listed.has(folderOf(path))) return false;
      if (!entry) return true;
      const before = this.seen.get(path);
      this.seen.set(path, stampOf(entry));
      return entry.etag === undefined ? before !== stampOf(entry) : entry.etag !== etag;
    });
    await Promise.all(
      stale.map(({ path }) =>
        tree.entries.has(path) || this.state.truncated ? this.check(path) : this.gone(path),
      ),
    );
  }

  /** Gives the editor the code that imports may lead to. */
  private async readSources(): Promise<void> {
    const present = sourcesIn(this.state.tree);
    const paths = new Set(present.map(({ path }) => path));
    for (const path of this.sources.keys()) {
      if (paths.has(path)) continue;
      this.sources.delete(path);
      if (!fileOf(this.state, path)) this.texts.drop(path);
    }
    const wanted = present.filter(
      (it) => !fileOf(this.state, it.path) && this.sources.get(it.path) !== stampOf(it),
    );
    const next = async (): Promise<void> => {
      for (let entry = wanted.shift(); entry; entry = wanted.shift()) {
        const { path } = entry;
        const content = await this.files.read(path).catch(() => undefined);
        if (content?.kind !== 'text' || fileOf(this.state, path)) continue;
        this.texts.begin(path, content.text);
        this.sources.set(path, stampOf(entry));
      }
    };
    await Promise.all(Array.from({ length: SOURCES_AT_ONCE }, next));
  }

  /** Looks at what the kernel has of an open file now. */
  async check(path: string): Promise<void> {
    const content = await this.files.read(path).catch(() => undefined);
    const file = fileOf(this.state, path);
    if (!content || !file || file.state !== 'text' || file.saving) return;
    this.settle(open.met(file, content, this.texts.get(path) ?? ''));
  }

  private gone(path: string): void {
    const file = fileOf(this.state, path);
    if (file && !file.conflict && !file.saving) this.settle(open.met(file, { kind: 'gone' }, ''));
  }

  private settle({ file, take }: open.Met): void {
    this.set(withFile(this.state, file));
    if (take !== undefined && this.texts.get(file.path) !== take) this.texts.take(file.path, take);
  }

  /** Tells that the user typed. */
  edited(path: string): void {
    const file = fileOf(this.state, path);
    if (file?.state !== 'text') return;
    const next = open.edited(file, this.texts.get(path) ?? '');
    if (next !== file) this.set(withFile(this.state, next));
  }

  /** Shows a file in a tab, which is made where there is none. */
  async open(
    path: string,
    place?: { line: number; column: number; length?: number },
  ): Promise<void> {
    const known = fileOf(this.state, path);
    this.set({
      active: path,
      comparing: undefined,
      expanded: new Set([...this.state.expanded, ...foldersOf(path)]),
      ...(known ? {} : { open: [...this.state.open, open.opening(path)] }),
      ...(place ? { reveal: { path, length: 0, ...place } } : {}),
    });
    if (!known || known.state === 'failed') await this.load(path);
  }

  private async load(path: string): Promise<void> {
    const begun = fileOf(this.state, path) ?? open.opening(path);
    try {
      const { file, take } = open.opened(begun, await this.files.read(path));
      if (!fileOf(this.state, path)) return;
      const saved = take === undefined ? file.saved : this.texts.begin(path, take);
      this.set(withFile(this.state, { ...file, saved }));
    } catch (error) {
      this.set(withFile(this.state, { ...begun, state: 'failed', error }));
    }
  }

  /** Closes tabs; what was not saved in them is lost. */
  close(...paths: string[]): void {
    for (const path of paths) this.leave(path);
    this.set(without(this.state, (it) => paths.includes(it)));
  }

  /** A source stays known to the editor, as it was saved. */
  private leave(path: string): void {
    const file = fileOf(this.state, path);
    const source = sourcesIn(this.state.tree).find((it) => it.path === path);
    if (file?.state !== 'text' || !source) return this.texts.drop(path);
    if (file.dirty) this.texts.begin(path, file.saved);
    this.sources.set(path, file.etag);
  }

  /** Saves a file where it was changed. A conflict is shown, not thrown. */
  async save(path: string): Promise<void> {
    const file = fileOf(this.state, path);
    if (!file?.dirty || file.saving || file.conflict) return;
    await this.write(file);
  }

  /** Saves over what somebody else made of it. */
  async overwrite(path: string): Promise<void> {
    const file = fileOf(this.state, path);
    if (file && !file.saving) await this.write(file);
    if (this.state.comparing === path) this.set({ comparing: undefined });
  }

  private async write(file: open.OpenFile): Promise<void> {
    const { path } = file;
    const sent = this.texts.get(path) ?? '';
    this.set(withFile(this.state, { ...file, saving: true }));
    try {
      const { etag } = await this.files.write(path, sent, open.goesOver(file));
      const now = fileOf(this.state, path);
      if (now) {
        this.set(withFile(this.state, open.written(now, etag, sent, this.texts.get(path) ?? sent)));
      }
    } catch (error) {
      const now = fileOf(this.state, path);
      if (now) this.set(withFile(this.state, { ...now, saving: false }));
      if (error instanceof Refusal && error.status === 412) return this.check(path);
      throw error;
    }
  }

  /** @returns whether all is saved */
  async saveAll(): Promise<boolean> {
    const results = await Promise.allSettled(
      dirtyFiles(this.state).map(({ path }) => this.save(path)),
    );
    const failed = results.find((it) => it.status === 'rejected');
    if (failed) throw failed.reason;
    return dirtyFiles(this.state).length === 0;
  }

  /** Gives up the user's text for what the kernel has; a file that is gone is closed. */
  reload(path: string): void {
    const file = fileOf(this.state, path);
    if (!file?.conflict) return;
    if (!file.conflict.theirs) return this.close(path);
    this.settle(open.reloaded(file));
    this.set({ comparing: undefined });
  }

  /** Shows both texts of a conflict, or ends that. */
  compare(path: string | undefined): void {
    this.set({ comparing: path });
  }

  async toggle(folder: string, wanted = !this.state.expanded.has(folder)): Promise<void> {
    const expanded = new Set(this.state.expanded);
    if (wanted) expanded.add(folder);
    else expanded.delete(folder);
    this.set({ expanded });
    if (!wanted || this.state.tree.listed.has(folder)) return;
    const { entries } = await this.files.list(folder, false);
    this.set({ tree: withListing(this.state.tree, folder, entries, false) });
  }

  collapse(): void {
    this.set({ expanded: new Set([CODE]) });
  }

  async newFile(folder: string, name: string): Promise<void> {
    const path = inside(folder, name);
    await this.files.write(path, '', undefined);
    await this.refresh();
    await this.open(path);
  }

  async newFolder(folder: string, name: string): Promise<void> {
    const path = inside(folder, name);
    await this.files.makeDirectory(path);
    await this.refresh();
    await this.toggle(path, true);
  }

  /** Renames or moves a file or a folder; its tabs follow. */
  async move(from: string, to: string): Promise<void> {
    if (from === to || isTop(from) || isWithin(to, from)) return;
    await this.files.move(from, to);
    for (const [path, etag] of [...this.sources]) {
      if (!isWithin(path, from)) continue;
      this.sources.delete(path);
      this.sources.set(moved(path, from, to), etag);
    }
    this.texts.move(from, to);
    this.set(withMoved(this.state, from, to));
    await this.refresh();
  }

  async remove(path: string): Promise<void> {
    const folder = this.state.tree.entries.get(path)?.kind === 'directory';
    await this.files.remove(path, folder);
    this.close(...this.state.open.map((it) => it.path).filter((it) => isWithin(it, path)));
    await this.refresh();
  }

  async upload(folder: string, files: readonly File[]): Promise<void> {
    try {
      for (const file of files) await this.files.upload(inside(folder, file.name), file);
    } finally {
      await this.refresh();
    }
  }
}

import type { Content, FileEntry, Written } from '../src/api/files';
import { Problem } from '../src/api/problem';
import type { Files, Texts } from '../src/pages/workspace/model/ports';
import { isWithin, moved, nameOf } from '../src/pages/workspace/model/paths';

/** The editor's texts without an editor. */
export class PlainTexts implements Texts {
  readonly texts = new Map<string, string>();
  begin(path: string, text: string) {
    this.texts.set(path, text);
    return text;
  }
  take(path: string, text: string) {
    this.texts.set(path, text);
  }
  get(path: string) {
    return this.texts.get(path);
  }
  move(from: string, to: string) {
    for (const [path, text] of [...this.texts]) {
      if (!isWithin(path, from)) continue;
      this.texts.delete(path);
      this.texts.set(moved(path, from, to), text);
    }
  }
  drop(path: string) {
    this.texts.delete(path);
  }
}

const REFUSED = (status: number) => new Problem(status, { detail: `HTTP ${status}` });

/** A directory that counts the versions of its files. */
export class FakeFiles implements Files {
  readonly files = new Map<string, { text: string; version: number }>();
  readonly folders = new Set(['workspace', 'config', 'private']);
  reads: string[] = [];
  /** Whether listings tell ETags, as they may. */
  tags = true;
  /** What the next call fails with. */
  failure: Error | undefined;

  constructor(files: Record<string, string> = {}) {
    for (const [path, text] of Object.entries(files)) this.put(path, text);
  }

  put(path: string, text: string) {
    const version = (this.files.get(path)?.version ?? 0) + 1;
    this.files.set(path, { text, version });
    const parts = path.split('/').slice(0, -1);
    parts.forEach((_, at) => this.folders.add(parts.slice(0, at + 1).join('/')));
  }

  private fail() {
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw failure;
  }

  async list(folder: string, recursive: boolean) {
    this.fail();
    if (folder && !this.folders.has(folder)) throw REFUSED(404);
    const below = (path: string) =>
      path !== folder &&
      isWithin(path, folder) &&
      (recursive || !path.slice(folder ? folder.length + 1 : 0).includes('/'));
    return {
      path: folder,
      entries: [
        ...[...this.folders].filter(below).map((it) => entry(it, 'directory')),
        ...[...this.files.keys()].filter(below).map((it) => this.file(it)),
      ],
    };
  }

  private file(path: string): FileEntry {
    const { text = '', version = 0 } = this.files.get(path) ?? {};
    const listed = { ...entry(path, 'file'), size: text.length, modifiedAt: `day ${version}` };
    return this.tags ? { ...listed, etag: `v${version}` } : listed;
  }

  async read(path: string): Promise<Content> {
    this.fail();
    this.reads.push(path);
    const file = this.files.get(path);
    if (!file) return { kind: 'gone' };
    if (file.text.includes('\0')) return { kind: 'binary', etag: `v${file.version}` };
    return { kind: 'text', text: file.text, etag: `v${file.version}` };
  }

  async write(path: string, text: string, etag: string | undefined): Promise<Written> {
    this.fail();
    const file = this.files.get(path);
    if (etag === undefined ? file : `v${file?.version}` !== etag) throw REFUSED(412);
    this.put(path, text);
    const version = this.files.get(path)?.version;
    return { path, size: text.length, modifiedAt: '', etag: `v${version}` };
  }

  async makeDirectory(path: string) {
    this.fail();
    this.folders.add(path);
  }

  async move(from: string, to: string) {
    this.fail();
    for (const [path, file] of [...this.files]) {
      if (!isWithin(path, from)) continue;
      this.files.delete(path);
      this.files.set(moved(path, from, to), file);
    }
    for (const path of [...this.folders]) {
      if (!isWithin(path, from)) continue;
      this.folders.delete(path);
      this.folders.add(moved(path, from, to));
    }
  }

  async upload(path: string, file: Blob) {
    this.fail();
    this.put(path, await file.text());
  }

  async remove(path: string) {
    this.fail();
    for (const it of [...this.files.keys()]) if (isWithin(it, path)) this.files.delete(it);
    for (const it of [...this.folders]) if (isWithin(it, path)) this.folders.delete(it);
  }
}

export const entry = (path: string, kind: FileEntry['kind'] = 'file'): FileEntry => ({
  name: nameOf(path),
  path,
  kind,
  size: 1,
  modifiedAt: '2026-01-01T00:00:00Z',
});

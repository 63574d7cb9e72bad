import type { Content } from '../../../api/files';

/** A file in a tab. Its text is the editor's; here is how that stands to what the kernel has. */
export interface OpenFile {
  path: string;
  state: 'loading' | 'text' | 'binary' | 'large' | 'failed';
  /** Of the content that edits go on from. */
  etag: string;
  /** That content. */
  saved: string;
  dirty: boolean;
  saving: boolean;
  /** What the kernel has instead, while the user has changes of their own. */
  conflict: Conflict | undefined;
  error: unknown;
}

/** Somebody else's text, or nothing where they deleted the file. */
export interface Conflict {
  theirs: { text: string; etag: string } | undefined;
}

/** A file and, where it is given, the text the editor has to take. */
export interface Met {
  file: OpenFile;
  take?: string;
}

export const opening = (path: string): OpenFile => ({
  path,
  state: 'loading',
  etag: '',
  saved: '',
  dirty: false,
  saving: false,
  conflict: undefined,
  error: undefined,
});

/** Takes what was read for a file that is being opened. */
export function opened(file: OpenFile, content: Content): Met {
  switch (content.kind) {
    case 'text':
      return {
        file: { ...file, state: 'text', etag: content.etag, saved: content.text, error: undefined },
        take: content.text,
      };
    case 'binary':
    case 'large':
      return { file: { ...file, state: content.kind, error: undefined } };
    case 'gone':
      return { file: { ...file, state: 'failed', error: undefined } };
  }
}

/** Takes what the user made of it. */
export const edited = (file: OpenFile, mine: string): OpenFile => {
  const deleted = file.conflict !== undefined && file.conflict.theirs === undefined;
  const dirty = deleted || mine !== file.saved;
  return dirty === file.dirty ? file : { ...file, dirty };
};

/**
 * Takes what the kernel has now. Where the user changed nothing, theirs is taken; where both have
 * the same, that is no conflict.
 */
export function met(file: OpenFile, content: Content, mine: string): Met {
  if (content.kind === 'binary' || content.kind === 'large') {
    return file.dirty ? { file } : { file: { ...file, state: content.kind } };
  }
  if (content.kind === 'gone') {
    return { file: { ...file, dirty: true, conflict: { theirs: undefined } } };
  }
  const { text, etag } = content;
  if (etag === file.etag) return { file };
  const settled = { ...file, etag, saved: text, dirty: false, conflict: undefined };
  if (text === mine) return { file: settled };
  if (!file.dirty) return { file: settled, take: text };
  return { file: { ...file, conflict: { theirs: { text, etag } } } };
}

/** What a save has to name: the content it goes over, or nothing where none is left. */
export const goesOver = ({ etag, conflict }: OpenFile): string | undefined =>
  conflict ? conflict.theirs?.etag : etag;

/** Takes that a save got through, while the user may have gone on. */
export const written = (file: OpenFile, etag: string, sent: string, mine: string): OpenFile => ({
  ...file,
  etag,
  saved: sent,
  dirty: mine !== sent,
  saving: false,
  conflict: undefined,
});

/** Gives up the user's text for theirs. */
export function reloaded(file: OpenFile): Met {
  const theirs = file.conflict?.theirs;
  if (!theirs) return { file };
  return {
    file: { ...file, etag: theirs.etag, saved: theirs.text, dirty: false, conflict: undefined },
    take: theirs.text,
  };
}

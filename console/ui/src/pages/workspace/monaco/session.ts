import * as api from '../../../api/files';
import { packagesIn } from '../model/tree';
import { Workspace } from '../model/workspace';
import { loadEditor, type Monaco } from './load';
import { Models } from './models';
import { defineThemes } from './theme';

type CodeEditor = ReturnType<Monaco['editor']['create']>;

/** One visit to one instance's workspace. */
export interface Session {
  id: string;
  monaco: Monaco;
  models: Models;
  workspace: Workspace;
  /** The editor while there is one, for commands from outside. */
  editor: { current: CodeEditor | undefined };
  /** Looks for problems in all files again. */
  check: () => void;
  reloadTypes: () => Promise<void>;
  end: () => void;
}

const MARKERS_MS = 100;

type Selection = Parameters<
  Parameters<Monaco['editor']['registerEditorOpener']>[0]['openCodeEditor']
>[2];

function startOf(at: Selection): { line: number; column: number } | undefined {
  if (!at) return undefined;
  return 'lineNumber' in at
    ? { line: at.lineNumber, column: at.column }
    : { line: at.startLineNumber, column: at.startColumn };
}

/** Fetches the editor and opens an instance's files in it. */
export async function startSession(id: string, language: string): Promise<Session> {
  const { monaco, setUpTypeScript, knowPackages, loadTypes, check } = await loadEditor(language);
  setUpTypeScript();
  defineThemes(monaco);
  const models = new Models(monaco, (path) => workspace.edited(path));
  const workspace: Workspace = new Workspace(
    {
      list: (path, recursive) => api.listFiles(id, path, recursive),
      read: (path) => api.readContent(id, path),
      write: (path, text, etag) => api.writeText(id, path, text, etag),
      makeDirectory: (path) => api.makeDirectory(id, path),
      move: (from, to) => api.movePath(id, from, to),
      upload: (path, file) => api.uploadBytes(id, path, file),
      remove: (path, recursive) => api.deletePath(id, path, recursive),
    },
    models,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const marks = monaco.editor.onDidChangeMarkers(() => {
    clearTimeout(timer);
    timer = setTimeout(() => workspace.store.setState({ problems: models.problems() }), MARKERS_MS);
  });
  const opener = monaco.editor.registerEditorOpener({
    openCodeEditor: (_source, resource, selection) => {
      const path = models.pathOf(resource);
      if (!path) return false;
      void workspace.open(path, startOf(selection));
      return true;
    },
  });
  const stop = workspace.store.subscribe(({ tree }, before) => {
    if (tree !== before.tree) knowPackages(packagesIn(tree));
  });
  return {
    id,
    monaco,
    models,
    workspace,
    editor: { current: undefined },
    check,
    reloadTypes: loadTypes,
    end: () => {
      clearTimeout(timer);
      stop();
      marks.dispose();
      opener.dispose();
      models.dispose();
    },
  };
}

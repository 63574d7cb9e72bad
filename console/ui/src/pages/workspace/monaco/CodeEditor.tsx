import { useEffect, useRef } from 'react';
import { usePreferences } from '../../../app/preferences';
import { useBench, useWorkspace } from '../context';
import type { Monaco } from './load';
import { EDITOR_OPTIONS } from './options';
import { themeName } from './theme';

type ViewState = ReturnType<ReturnType<Monaco['editor']['create']>['saveViewState']>;

interface Props {
  path: string;
  readOnly: boolean;
  label: string;
}

/** The text of a file. Where one was in it is kept while the page is open. */
export default function CodeEditor({ path, readOnly, label }: Props) {
  const { session } = useBench();
  const { monaco, models } = session;
  const frame = useRef<HTMLDivElement>(null);
  const views = useRef(new Map<string, ViewState>());
  const scheme = usePreferences((it) => it.scheme);
  const reveal = useWorkspace((it) => it.reveal);

  useEffect(() => monaco.editor.setTheme(themeName(scheme)), [monaco, scheme]);
  useEffect(() => {
    if (!frame.current) return undefined;
    const editor = monaco.editor.create(frame.current, { ...EDITOR_OPTIONS, model: null });
    session.editor.current = editor;
    return () => {
      session.editor.current = undefined;
      editor.dispose();
    };
  }, [monaco, session]);
  useEffect(() => {
    const editor = session.editor.current;
    const model = models.model(path);
    if (!editor || !model) return undefined;
    const kept = views.current;
    editor.setModel(model);
    const view = kept.get(path);
    if (view) editor.restoreViewState(view);
    return () => {
      if (editor.getModel()) kept.set(path, editor.saveViewState());
    };
  }, [session, models, path]);
  useEffect(() => {
    session.editor.current?.updateOptions({ readOnly, ariaLabel: label });
  }, [session, readOnly, label]);
  useEffect(() => {
    const editor = session.editor.current;
    if (!editor || reveal?.path !== path) return;
    const { line, column, length } = reveal;
    editor.setSelection({
      startLineNumber: line,
      startColumn: column,
      endLineNumber: line,
      endColumn: column + length,
    });
    editor.revealLineInCenterIfOutsideViewport(line);
    editor.focus();
  }, [session, path, reveal]);
  return <div ref={frame} className="code monaco-component" />;
}

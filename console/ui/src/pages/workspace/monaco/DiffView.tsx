import { useEffect, useRef } from 'react';
import { useBench } from '../context';
import { EDITOR_OPTIONS } from './options';

interface Props {
  path: string;
  theirs: string;
  /** What the two sides are called. */
  labels: { mine: string; theirs: string };
}

/** Somebody else's text beside the user's, which can go on being edited. */
export default function DiffView({ path, theirs, labels }: Props) {
  const { monaco, models } = useBench().session;
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const modified = models.model(path);
    if (!frame.current || !modified) return undefined;
    const original = monaco.editor.createModel(theirs, modified.getLanguageId());
    const editor = monaco.editor.createDiffEditor(frame.current, {
      ...EDITOR_OPTIONS,
      originalEditable: false,
      renderSideBySide: true,
    });
    editor.setModel({ original, modified });
    editor.getOriginalEditor().updateOptions({ ariaLabel: labels.theirs });
    editor.getModifiedEditor().updateOptions({ ariaLabel: labels.mine });
    return () => {
      editor.dispose();
      original.dispose();
    };
  }, [monaco, models, path, theirs, labels.mine, labels.theirs]);
  return <div ref={frame} className="code monaco-component" />;
}

import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameComplaint } from '../model/paths';

/** What gets a name: something new in a folder, or what is there already. */
export interface Naming {
  what: 'file' | 'folder' | 'rename';
  /** The folder, or the path that is renamed. */
  at: string;
}

interface Props {
  label: string;
  start: string;
  /** Names that others have there. */
  taken: readonly string[];
  onDone: (name: string) => Promise<void>;
  onEnd: () => void;
}

/** Asks for a name in the tree itself. */
export function NameRow({ label, start, taken, onDone, onEnd }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(start);
  const [busy, setBusy] = useState(false);
  const complaint = nameComplaint(name, taken);
  const shown = name === '' ? undefined : complaint;
  const done = async () => {
    if (name === start || busy) return onEnd();
    if (complaint) return;
    setBusy(true);
    await onDone(name.trim());
    setBusy(false);
  };
  return (
    <span className="tree-naming">
      <Input
        size="small"
        autoFocus
        value={name}
        disabled={busy}
        status={shown ? 'error' : ''}
        aria-label={label}
        aria-invalid={shown !== undefined}
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => {
          const dot = start.lastIndexOf('.');
          event.target.setSelectionRange(0, dot > 0 ? dot : start.length);
        }}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') void done();
          if (event.key === 'Escape') onEnd();
        }}
        onBlur={() => busy || onEnd()}
      />
      {shown ? (
        <span role="alert" className="field-error">
          {t(`workspace.name.${shown}`)}
        </span>
      ) : null}
    </span>
  );
}

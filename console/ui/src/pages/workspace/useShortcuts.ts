import { useEffect, useRef } from 'react';
import { useBench } from './context';
import { arrange } from './layout';
import { fileOf } from './model/state';
import { useClose } from './Tabs';
import { useRunning } from './useRunning';
import { useSaving } from './useSaving';

/** Keys that hold on the whole page, also inside of the editor, but not below a dialog. */
export function useShortcuts(quickOpen: () => void): void {
  const { workspace } = useBench().session;
  const { save, saveAll } = useSaving();
  const { run } = useRunning();
  const close = useClose();
  const onKeyDown = (event: KeyboardEvent) => {
    if (document.querySelector('[aria-modal="true"], [cmdk-dialog]')) return;
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const active = () => fileOf(workspace.store.getState(), workspace.store.getState().active);
    const act = command
      ? {
          s: event.shiftKey || event.altKey ? saveAll : save,
          p: event.shiftKey ? undefined : quickOpen,
          f: event.shiftKey ? () => arrange({ pane: 'search' }) : undefined,
          enter: run,
        }[key]
      : event.altKey && key === 'w'
        ? () => close(active())
        : undefined;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    void act();
  };
  const latest = useRef(onKeyDown);
  latest.current = onKeyDown;
  useEffect(() => {
    const listener = (event: KeyboardEvent) => latest.current(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}

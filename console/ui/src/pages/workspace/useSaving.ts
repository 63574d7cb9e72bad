import { useBench } from './context';
import { useTry } from './useTry';

/** Saves what was typed. Each is done when it was tried. */
export function useSaving() {
  const { session, mayEdit } = useBench();
  const { workspace } = session;
  const attempt = useTry();
  const save = async () => {
    const { active } = workspace.store.getState();
    if (!active || !mayEdit) return;
    await attempt(workspace.save(active));
    session.check();
  };
  /** @returns whether nothing is left to save */
  const saveAll = async (): Promise<boolean> => {
    let clean = !mayEdit;
    const through = await attempt(
      workspace.saveAll().then((all) => {
        clean ||= all;
      }),
    );
    session.check();
    return through && clean;
  };
  const format = () =>
    session.editor.current?.getAction('editor.action.formatDocument')?.run() ?? Promise.resolve();
  return { save, saveAll, format };
}

import { create, type StoreApi, type UseBoundStore } from 'zustand';

export interface Upload<T> {
  key: number;
  file: File;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  /** Share sent, 0 to 1. At 1 the kernel is installing. */
  sent: number;
  result?: T;
  error?: unknown;
}

/** The error of a file of another kind; the view has the words. */
export const WRONG_KIND = 'wrong-kind';

type Send<T> = (file: File, onProgress: (share: number) => void) => Promise<T>;

/** Uploads of this tab, sent one after the other: the kernel installs one at a time. */
export interface UploadQueue<T> {
  /** The ending of the files it takes, such as `.jar`. */
  ending: string;
  use: UseBoundStore<StoreApi<{ list: readonly Upload<T>[] }>>;
  add: (files: Iterable<File>) => void;
  dismiss: (key: number) => void;
}

/** They go on while other pages are shown. */
export function uploadQueue<T>(ending: string, send: Send<T>): UploadQueue<T> {
  const use = create<{ list: readonly Upload<T>[] }>(() => ({ list: [] }));
  let keys = 0;
  let working = false;

  const change = (key: number, part: Partial<Upload<T>>) =>
    use.setState(({ list }) => ({
      list: list.map((it) => (it.key === key ? { ...it, ...part } : it)),
    }));

  async function work(): Promise<void> {
    working = true;
    for (;;) {
      const next = use.getState().list.find((it) => it.state === 'waiting');
      if (!next) break;
      const { key, file } = next;
      change(key, { state: 'sending' });
      try {
        const result = await send(file, (sent) => change(key, { sent }));
        change(key, { state: 'done', sent: 1, result });
      } catch (error) {
        change(key, { state: 'failed', error });
      }
    }
    working = false;
  }

  return {
    ending,
    use,
    add: (files) => {
      const added = [...files].map((file): Upload<T> => {
        const fits = file.name.toLowerCase().endsWith(ending);
        const entry: Upload<T> = { key: ++keys, file, state: fits ? 'waiting' : 'failed', sent: 0 };
        return fits ? entry : { ...entry, error: WRONG_KIND };
      });
      use.setState(({ list }) => ({ list: [...list, ...added] }));
      if (!working) void work();
    },
    dismiss: (key) => use.setState(({ list }) => ({ list: list.filter((it) => it.key !== key) })),
  };
}

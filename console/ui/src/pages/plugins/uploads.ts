import { create } from 'zustand';
import { uploadPlugin } from '../../api/plugins';
import type { Plugin } from '../../api/types';

export interface Upload {
  key: number;
  file: File;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  /** Share sent, 0 to 1. At 1 the kernel is installing. */
  sent: number;
  plugin?: Plugin;
  error?: unknown;
}

/** The error of a file that is not a jar; the view has the words. */
export const NOT_A_JAR = 'not-a-jar';

/** Uploads of this tab. They go on while other pages are shown. */
export const useUploads = create<{ list: readonly Upload[] }>(() => ({ list: [] }));

let keys = 0;
let working = false;

const change = (key: number, part: Partial<Upload>) =>
  useUploads.setState(({ list }) => ({
    list: list.map((it) => (it.key === key ? { ...it, ...part } : it)),
  }));

/** Queues files; they are sent one after the other, as the kernel installs one at a time. */
export function upload(files: Iterable<File>): void {
  const added = [...files].map((file): Upload => {
    const jar = file.name.toLowerCase().endsWith('.jar');
    const entry: Upload = { key: ++keys, file, state: jar ? 'waiting' : 'failed', sent: 0 };
    return jar ? entry : { ...entry, error: NOT_A_JAR };
  });
  useUploads.setState(({ list }) => ({ list: [...list, ...added] }));
  if (!working) void work();
}

export const dismiss = (key: number): void =>
  useUploads.setState(({ list }) => ({ list: list.filter((it) => it.key !== key) }));

async function work(): Promise<void> {
  working = true;
  for (;;) {
    const next = useUploads.getState().list.find((it) => it.state === 'waiting');
    if (!next) break;
    const { key, file } = next;
    change(key, { state: 'sending' });
    try {
      const plugin = await uploadPlugin(file, (sent) => change(key, { sent }));
      change(key, { state: 'done', sent: 1, plugin });
    } catch (error) {
      change(key, { state: 'failed', error });
    }
  }
  working = false;
}

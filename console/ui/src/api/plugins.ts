import { send } from './client';
import type { Plugin } from './types';
import { uploadFile } from './upload';

export async function unloadPlugin(id: string): Promise<void> {
  await send(`/api/plugins/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

export const uploadPlugin = (file: File, onProgress: (share: number) => void): Promise<Plugin> =>
  uploadFile('/api/plugins', file, 'application/java-archive', onProgress);

import { send } from './client';
import { Problem } from './problem';
import { toLogin } from './location';
import { atRoot } from './root';
import type { Plugin } from './types';

export async function unloadPlugin(id: string): Promise<void> {
  await send(`/api/plugins/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/**
 * Sends a jar. XMLHttpRequest, because fetch does not tell how much has left.
 *
 * @param onProgress share sent, 0 to 1
 */
export function uploadPlugin(file: File, onProgress: (share: number) => void): Promise<Plugin> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', atRoot(`/api/plugins?file=${encodeURIComponent(file.name)}`));
    request.setRequestHeader('Content-Type', 'application/java-archive');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onerror = () => reject(new Problem(0));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as Plugin);
        return;
      }
      if (request.status === 401) toLogin();
      const retryAfter = request.getResponseHeader('Retry-After');
      reject(Problem.parse(request.status, request.responseText, retryAfter));
    };
    request.send(file);
  });
}

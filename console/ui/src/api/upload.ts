import { withQuery } from './client';
import { toLogin } from './location';
import { Problem } from './problem';
import { atRoot } from './root';

/**
 * Sends a file. XMLHttpRequest, because fetch does not tell how much has left.
 *
 * @param path below the context root; the file's name is added to its query
 * @param onProgress share sent, 0 to 1
 * @param query besides the file's name
 */
export function uploadFile<T>(
  path: string,
  file: File,
  type: string,
  onProgress: (share: number) => void,
  query: Record<string, boolean> = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', atRoot(withQuery(path, { file: file.name, ...query })));
    request.setRequestHeader('Content-Type', type);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onerror = () => reject(new Problem(0));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as T);
        return;
      }
      if (request.status === 401) toLogin();
      const retryAfter = request.getResponseHeader('Retry-After');
      reject(Problem.parse(request.status, request.responseText, retryAfter));
    };
    request.send(file);
  });
}

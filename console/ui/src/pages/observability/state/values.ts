import { toJson } from '../../../api/json';
import type { StateEntry } from '../../../api/state';

const KEY = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,255}$/;
const AMBIGUOUS = /(^|\/)\.?(\/|$)|\.\./;

/** Whether the kernel takes it as a key. */
export const validKey = (key: string): boolean => KEY.test(key) && !AMBIGUOUS.test(key);

/** A value as it is edited: text as it is, JSON on several lines. */
export function editText({ type, value }: StateEntry): string {
  if (type === 'text') return String(value);
  try {
    return JSON.stringify(value, null, 2);
  } catch {
    return toJson(value); // it has a number that only digits can tell
  }
}

/** A value in one line. */
export const lineText = ({ type, value, deleted }: StateEntry): string =>
  deleted ? '' : type === 'text' ? String(value) : toJson(value);

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

import { plainText } from './ansi';

const LONGEST = 100_000;

/** The object or array a line ends with, if it does. */
export function jsonIn(line: string): unknown {
  const text = plainText(line).trimEnd();
  const start = text.search(/[[{]/);
  if (start < 0 || text.length > LONGEST || !/[\]}]$/.test(text)) return undefined;
  for (const at of [start, text.indexOf('{', start + 1)]) {
    if (at < 0) continue;
    try {
      const value = JSON.parse(text.slice(at)) as unknown;
      return typeof value === 'object' && value !== null ? value : undefined;
    } catch {
      // `[INFO] {…}`: the first bracket was not JSON's
    }
  }
  return undefined;
}

import type { LogLink } from '../../instance/logs/links';
import { CODE, isWithin } from './paths';

const NAMED =
  /(?:file:\/\/)?((?:[\w@.+~-]*\/)*[\w@.+~-]+\.(?:js|mjs|cjs|ts|mts|cts|json)):(\d+)(?::(\d+))?/g;

/**
 * The places of an instance's files that a line names, as stack traces do.
 *
 * @param directory the instance's, as the kernel's machine names it
 * @param known the paths there are
 */
export function placesIn(
  text: string,
  directory: string,
  known: { has: (path: string) => boolean },
): LogLink[] {
  const places: LogLink[] = [];
  for (const match of text.matchAll(NAMED)) {
    const path = resolved(match[1] ?? '', directory, known);
    if (!path) continue;
    places.push({
      from: match.index,
      to: match.index + match[0].length,
      path,
      line: Number(match[2]),
      column: Number(match[3] ?? 1),
    });
  }
  return places;
}

function resolved(
  name: string,
  directory: string,
  known: Parameters<typeof placesIn>[2],
): string | undefined {
  const root = directory.replace(/\/$/, '');
  const relative =
    root && name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name.replace(/^\.?\//, '');
  const tries = [relative, `${CODE}/${relative}`];
  const found = tries.find((it) => isWithin(it, CODE) && known.has(it));
  if (found || !name.startsWith('/')) return found;
  // the same directory by another name, such as a link's
  const tail = /\/(workspace\/.+)$/.exec(name)?.[1];
  return tail && known.has(tail) ? tail : undefined;
}

import type { Figures } from '../../../api/observed';

/** Known figures with what came after them, from `start` on, ascending and each once. */
export function extended(
  known: readonly Figures[],
  found: readonly Figures[],
  start: number,
): Figures[] {
  const last = known.at(-1)?.at ?? '';
  return [...known, ...found.filter((it) => it.at > last)].filter(
    ({ at }) => Date.parse(at) >= start,
  );
}

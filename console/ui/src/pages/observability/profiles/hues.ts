import { ownersOf, type Flame, type Frame } from './flame';

const HUES = 6;

/** Code without an owner is grey. */
const GREY = 'flame-grey';
const NOBODY = new Set(['jvm', '']);

/** A colour for each owner: the greatest get the first, so that neighbours differ. */
export function huesOf(flame: Flame): ReadonlyMap<string, string> {
  const named = ownersOf(flame).filter(({ name }) => !NOBODY.has(name));
  return new Map(named.map(({ name }, index) => [name, `flame-hue-${index % HUES}`]));
}

export const hueOf = (hues: ReadonlyMap<string, string>, { owner }: Pick<Frame, 'owner'>): string =>
  hues.get(owner) ?? GREY;

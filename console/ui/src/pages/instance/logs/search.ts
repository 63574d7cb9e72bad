import { plainText, type Span } from './ansi';
import type { LogItem } from './model';

export interface Search {
  text: string;
  regex: boolean;
}

/** What to look for; `undefined` for nothing, an error for what is no regular expression. */
export function compiled({ text, regex }: Search): RegExp | Error | undefined {
  if (!text) return undefined;
  try {
    return new RegExp(regex ? text : text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'giu');
  } catch (error) {
    return error as Error;
  }
}

/** Places of the items in which something is found. */
export function found(items: readonly LogItem[], pattern: RegExp | undefined): number[] {
  if (!pattern) return [];
  const places: number[] = [];
  items.forEach((item, index) => {
    pattern.lastIndex = 0;
    if (item.kind === 'line' && pattern.test(plainText(item.line.text))) places.push(index);
  });
  return places;
}

/** The next find behind or before a place, starting over at the end. */
export function step(places: readonly number[], from: number, by: 1 | -1): number | undefined {
  const next = by === 1 ? places.find((it) => it > from) : places.findLast((it) => it < from);
  return next ?? (by === 1 ? places[0] : places.at(-1));
}

export interface Piece extends Span {
  hit: boolean;
}

/** Cuts spans so that every find is a piece of its own. */
export function marked(spans: readonly Span[], pattern: RegExp | undefined): Piece[] {
  if (!pattern) return spans.map((it) => ({ ...it, hit: false }));
  const text = spans.map((it) => it.text).join('');
  const hits = [...text.matchAll(pattern)]
    .filter(([it]) => it.length > 0)
    .map((it) => [it.index, it.index + it[0].length] as const);
  const pieces: Piece[] = [];
  let offset = 0;
  for (const span of spans) {
    const end = offset + span.text.length;
    const cuts = [offset, ...hits.flat().filter((it) => it > offset && it < end), end];
    for (let i = 0; i + 1 < cuts.length; i++) {
      const from = cuts[i] ?? 0;
      const piece = text.slice(from, cuts[i + 1]);
      const hit = hits.some(([start, stop]) => start <= from && from < stop);
      if (piece) pieces.push({ text: piece, style: span.style, hit });
    }
    offset = end;
  }
  return pieces;
}

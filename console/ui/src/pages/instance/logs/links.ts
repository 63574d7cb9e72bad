import { createContext } from 'react';
import type { Piece } from './search';

/** A part of a line that leads somewhere. */
export interface LogLink {
  from: number;
  to: number;
  path: string;
  line: number;
  column: number;
}

/** What in a line is a link, and where it leads. */
export interface LogLinks {
  find: (text: string) => readonly LogLink[];
  open: (link: LogLink) => void;
}

/** Nothing where lines are only read. */
export const LogLinksContext = createContext<LogLinks | undefined>(undefined);

export interface LinkedPiece extends Piece {
  link: LogLink | undefined;
}

/** Cuts pieces so that every link consists of whole ones. */
export function linked(pieces: readonly Piece[], links: readonly LogLink[]): LinkedPiece[] {
  if (links.length === 0) return pieces.map((it) => ({ ...it, link: undefined }));
  const cut: LinkedPiece[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const end = offset + piece.text.length;
    const bounds = links.flatMap(({ from, to }) => [from, to]);
    const inner = bounds.filter((it) => it > offset && it < end).sort((a, b) => a - b);
    const cuts = [offset, ...new Set(inner), end];
    for (let i = 0; i + 1 < cuts.length; i++) {
      const from = cuts[i] ?? 0;
      const text = piece.text.slice(from - offset, (cuts[i + 1] ?? end) - offset);
      const link = links.find((it) => it.from <= from && from < it.to);
      if (text) cut.push({ ...piece, text, link });
    }
    offset = end;
  }
  return cut;
}

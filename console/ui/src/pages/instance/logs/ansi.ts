/** A part of a line in one style: the classes `ansi-red`, `ansi-bold` and so on. */
export interface Span {
  text: string;
  style: string;
}

const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
// CSI sequences, OSC strings, and lone escapes with their letter
// eslint-disable-next-line no-control-regex
const ESCAPE = /\u001b(?:\[([\d;:]*)([\x20-\x2f]*[@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|.)/g;

interface Style {
  colour: string;
  marks: readonly string[];
}

const PLAIN: Style = { colour: '', marks: [] };

/** Splits a line at its colours; sequences that move a cursor have no place in a log and go. */
export function spans(text: string): Span[] {
  if (!text.includes('\u001b')) return [{ text, style: '' }];
  const found: Span[] = [];
  let style = PLAIN;
  let from = 0;
  const take = (to: number) => {
    if (to > from) found.push({ text: text.slice(from, to), style: classes(style) });
  };
  for (const match of text.matchAll(ESCAPE)) {
    take(match.index);
    from = match.index + match[0].length;
    if (match[2] === 'm') style = styled(style, match[1] ?? '');
  }
  take(text.length);
  return found;
}

export const plainText = (text: string): string => text.replace(ESCAPE, '');

const MARKS: Record<number, string> = { 1: 'bold', 2: 'dim', 3: 'italic', 4: 'underline' };
/** Codes that end a mark, by the mark they end. */
const ENDS: Record<number, string[]> = { 22: ['bold', 'dim'], 23: ['italic'], 24: ['underline'] };

function styled(style: Style, codes: string): Style {
  let { colour } = style;
  let marks = [...style.marks];
  const numbers = codes.split(/[;:]/).map(Number);
  for (let i = 0; i < numbers.length; i++) {
    const code = numbers[i] ?? 0;
    const mark = MARKS[code];
    if (code === 0) [colour, marks] = ['', []];
    else if (mark) marks.push(mark);
    else if (ENDS[code]) marks = marks.filter((it) => !ENDS[code]?.includes(it));
    else if (code === 39) colour = '';
    else if (code === 38 || code === 48) {
      const [named, used] = extended(numbers.slice(i + 1));
      if (code === 38) colour = named;
      i += used;
    } else colour = COLOURS[code >= 90 ? code - 90 : code - 30] ?? colour;
  }
  return { colour, marks };
}

/** 256 colours and true colour, as the nearest of the eight, which can be read on any ground. */
function extended([kind, ...rest]: number[]): [string, number] {
  if (kind === 2) return [nearest(rest.slice(0, 3)), 4];
  if (kind !== 5) return ['', 0];
  const index = rest[0] ?? 0;
  if (index < 16) return [COLOURS[index % 8] ?? '', 2];
  if (index >= 232) return ['', 2];
  const cube = index - 16;
  return [nearest([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6]), 2];
}

function nearest(rgb: number[]): string {
  const top = Math.max(...rgb);
  const bits = rgb.map((it, at) => (top > 0 && it > top / 2 ? 2 ** at : 0));
  return COLOURS[bits.reduce((sum, it) => sum + it, 0)] ?? '';
}

const classes = ({ colour, marks }: Style): string =>
  [...(colour ? [colour] : []), ...marks].map((it) => `ansi-${it}`).join(' ');

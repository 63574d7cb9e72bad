import type { Stack } from '../../../api/profiles';

/** A function in the place it was called from: one box of a flame graph. */
export interface Frame {
  id: number;
  name: string;
  /** The outermost frame of its stacks: whose code it is. */
  owner: string;
  /** 0 for the one that holds all. */
  depth: number;
  parent: Frame | undefined;
  children: Map<string, Frame> | undefined;
  /** Of its stacks. */
  weight: number;
  /** Of those that end in it. */
  self: number;
  /** Both in the profile that is compared with. */
  base: number;
  selfBase: number;
}

/** All stacks in one tree. */
export interface Flame {
  root: Frame;
  compared: boolean;
  /** Levels below the root. */
  depth: number;
}

/** A frame's place, in shares of the width. */
export interface Box {
  frame: Frame;
  x: number;
  width: number;
}

/** Boxes narrower than this share of the width are not drawn, nor what is on them. */
const LEAST = 0.001;

/**
 * Puts stacks together.
 *
 * @param base those of another profile, to compare with
 */
export function flameOf(stacks: readonly Stack[], base?: readonly Stack[]): Flame {
  let ids = 0;
  let deepest = 0;
  const made = (name: string, parent?: Frame): Frame => ({
    id: ids++,
    name,
    owner: parent === undefined || parent.depth === 0 ? name : parent.owner,
    depth: parent ? parent.depth + 1 : 0,
    parent,
    children: undefined,
    weight: 0,
    self: 0,
    base: 0,
    selfBase: 0,
  });
  const root = made('');
  const add = ({ frames, weight }: Stack, to: 'weight' | 'base', own: 'self' | 'selfBase') => {
    let frame = root;
    frame[to] += weight;
    for (const name of frames) {
      frame.children ??= new Map();
      let next = frame.children.get(name);
      if (!next) {
        next = made(name, frame);
        frame.children.set(name, next);
      }
      frame = next;
      frame[to] += weight;
    }
    frame[own] += weight;
    deepest = Math.max(deepest, frame.depth);
  };
  for (const stack of stacks) add(stack, 'weight', 'self');
  for (const stack of base ?? []) add(stack, 'base', 'selfBase');
  return { root, compared: base !== undefined, depth: deepest };
}

const part = (weight: number, all: number): number => (all > 0 ? weight / all : 0);

/** Its part of the profile, 0 to 1. */
export const shareOf = ({ root }: Flame, frame: Frame): number => part(frame.weight, root.weight);

/** Its part of the profile that is compared with, 0 to 1. */
export const baseShareOf = ({ root }: Flame, frame: Frame): number => part(frame.base, root.base);

/** How wide it is drawn; of two profiles the mean, so that nothing vanishes. */
export const sizeOf = (flame: Flame, frame: Frame): number =>
  flame.compared ? (shareOf(flame, frame) + baseShareOf(flame, frame)) / 2 : shareOf(flame, frame);

/** How much it has grown: 1 where it is new, -1 where it has gone, 0 where nothing changed. */
export function growthOf(flame: Flame, frame: Frame): number {
  const now = shareOf(flame, frame);
  const before = baseShareOf(flame, frame);
  return part(now - before, Math.max(now, before));
}

/** Its children, the widest first. */
function below(flame: Flame, frame: Frame): Frame[] {
  return [...(frame.children?.values() ?? [])].sort(
    (a, b) => sizeOf(flame, b) - sizeOf(flame, a) || (a.name < b.name ? -1 : 1),
  );
}

/** The boxes where `zoom` fills the width, those it is called by above it, from the top down. */
export function layout(flame: Flame, zoom: Frame): Box[] {
  const boxes: Box[] = [];
  for (let frame = zoom.parent; frame; frame = frame.parent) {
    boxes.unshift({ frame, x: 0, width: 1 });
  }
  const whole = sizeOf(flame, zoom);
  boxes.push({ frame: zoom, x: 0, width: 1 });
  for (let at = boxes.length - 1; at < boxes.length; at++) {
    const above = boxes[at];
    let x = above?.x ?? 0;
    for (const frame of above ? below(flame, above.frame) : []) {
      const width = part(sizeOf(flame, frame), whole);
      if (width < LEAST) break; // the others are narrower still
      boxes.push({ frame, x, width });
      x += width;
    }
  }
  return boxes;
}

export const fits = (name: string, search: string): boolean =>
  search !== '' && name.toLowerCase().includes(search.toLowerCase());

/** The part of all, 0 to 1, that has a frame with this in its name; nothing counts twice. */
export function matchedShare(flame: Flame, search: string): number {
  if (!search) return 0;
  let share = 0;
  const open = [flame.root];
  for (let frame = open.pop(); frame; frame = open.pop()) {
    if (frame !== flame.root && fits(frame.name, search)) share += sizeOf(flame, frame);
    else for (const child of frame.children?.values() ?? []) open.push(child);
  }
  return Math.min(1, share);
}

export interface Owner {
  name: string;
  share: number;
  growth: number;
}

/** Whose code it is, the greatest part first. */
export const ownersOf = (flame: Flame): Owner[] =>
  below(flame, flame.root).map((frame) => ({
    name: frame.name,
    share: shareOf(flame, frame),
    growth: shareOf(flame, frame) - baseShareOf(flame, frame),
  }));

/** Where an arrow key leads; undefined where there is nothing. */
export function neighbour(boxes: readonly Box[], from: Frame, key: string): Frame | undefined {
  switch (key) {
    case 'ArrowUp':
      return from.parent;
    case 'ArrowDown':
      return boxes.find(({ frame }) => frame.parent === from)?.frame;
    case 'ArrowLeft':
    case 'ArrowRight': {
      const row = boxes.filter(({ frame }) => frame.depth === from.depth);
      const at = row.findIndex(({ frame }) => frame === from);
      return row[at + (key === 'ArrowLeft' ? -1 : 1)]?.frame;
    }
    case 'Home':
      return boxes[0]?.frame;
    default:
      return undefined;
  }
}

/** A function by its name, wherever it was called from. */
export interface Hot {
  name: string;
  owner: string;
  /** Shares of all, 0 to 1: in it itself, and with what it calls. */
  self: number;
  total: number;
  /** What `self` is more than in the profile compared with. */
  growth: number;
}

/** The functions most was seen in, the first `most` of them. */
export function hottest(flame: Flame, most: number): Hot[] {
  const { root } = flame;
  const found = new Map<string, Hot>();
  const active = new Map<string, number>();
  const open: { frame: Frame; leave: boolean }[] = [{ frame: root, leave: false }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { frame, leave } = next;
    const within = active.get(frame.name) ?? 0;
    active.set(frame.name, within + (leave ? -1 : 1));
    if (leave) continue;
    if (frame.depth > 1) count(found, flame, frame, within > 0);
    open.push({ frame, leave: true });
    for (const child of frame.children?.values() ?? []) open.push({ frame: child, leave: false });
  }
  return [...found.values()]
    .sort((a, b) => weightOf(b) - weightOf(a) || b.total - a.total)
    .slice(0, most);
}

const weightOf = ({ self, growth }: Hot): number => Math.max(self, self - growth);

function count(found: Map<string, Hot>, flame: Flame, frame: Frame, again: boolean): void {
  const { root } = flame;
  const { name, owner } = frame;
  const hot = found.get(name) ?? { name, owner, self: 0, total: 0, growth: 0 };
  found.set(name, hot);
  hot.self += part(frame.self, root.weight);
  hot.growth += part(frame.self, root.weight) - part(frame.selfBase, root.base);
  if (!again) hot.total += shareOf(flame, frame); // a recursion counts once
}

/** `Session.execute` of `io.backplane.store.Session.execute`; other names as they are. */
export function shortName(name: string): string {
  const words = name.split('.');
  const java = words.length > 2 && words.every((word) => /^[\w$<>/-]+$/.test(word));
  return java ? words.slice(-2).join('.') : name;
}

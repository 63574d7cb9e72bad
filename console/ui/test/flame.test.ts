import { describe, expect, it } from 'vitest';
import type { Stack } from '../src/api/profiles';
import {
  baseShareOf,
  flameOf,
  growthOf,
  hottest,
  layout,
  matchedShare,
  neighbour,
  ownersOf,
  shareOf,
  shortName,
  sizeOf,
  type Box,
  type Flame,
  type Frame,
} from '../src/pages/observability/profiles/flame';

const stack = (path: string, weight: number): Stack => ({ frames: path.split(';'), weight });
const STACKS = [
  stack('store;read;parse', 40),
  stack('store;read', 10),
  stack('store;write', 10),
  stack('jvm;gc', 40),
];

const at = (flame: Flame, path: string): Frame => {
  let frame = flame.root;
  for (const name of path ? path.split(';') : []) {
    const next = frame.children?.get(name);
    if (!next) throw new Error(`no ${name} in ${path}`);
    frame = next;
  }
  return frame;
};
const told = (boxes: Box[]) =>
  boxes.map(({ frame, x, width }) => [frame.name, +x.toFixed(4), +width.toFixed(4)]);

describe('a flame graph', () => {
  it('gives_each_frame_what_was_seen_in_and_below_it', () => {
    const flame = flameOf(STACKS);
    expect(flame.root.weight).toBe(100);
    expect(at(flame, 'store;read')).toMatchObject({ weight: 50, self: 10, owner: 'store' });
    expect(at(flame, 'store;read;parse')).toMatchObject({ weight: 40, self: 40, owner: 'store' });
    expect(flame.depth).toBe(3);
  });

  it('lays_boxes_below_their_callers_widest_first', () => {
    const flame = flameOf(STACKS);
    expect(told(layout(flame, flame.root))).toEqual([
      ['', 0, 1],
      ['store', 0, 0.6],
      ['jvm', 0.6, 0.4],
      ['read', 0, 0.5],
      ['write', 0.5, 0.1],
      ['gc', 0.6, 0.4],
      ['parse', 0, 0.4],
    ]);
  });

  it('never_lets_boxes_stick_out_of_the_one_above', () => {
    const flame = flameOf(many(3_000));
    const boxes = layout(flame, flame.root);
    const placed = new Map(boxes.map((box) => [box.frame, box]));
    for (const { frame, x, width } of boxes) {
      const above = frame.parent && placed.get(frame.parent);
      if (!above) continue;
      expect(x).toBeGreaterThanOrEqual(above.x - 1e-9);
      expect(x + width).toBeLessThanOrEqual(above.x + above.width + 1e-9);
    }
  });

  it('fills_the_width_with_what_is_zoomed_to_and_keeps_its_callers', () => {
    const flame = flameOf(STACKS);
    expect(told(layout(flame, at(flame, 'store;read')))).toEqual([
      ['', 0, 1],
      ['store', 0, 1],
      ['read', 0, 1],
      ['parse', 0, 0.8],
    ]);
  });

  it('leaves_out_what_is_too_narrow_to_see_until_it_is_zoomed_to', () => {
    const flame = flameOf([stack('a;big', 9_999), stack('a;small;leaf', 1)]);
    expect(layout(flame, flame.root).map((it) => it.frame.name)).toEqual(['', 'a', 'big']);
    const small = layout(flame, at(flame, 'a;small')).map((it) => it.frame.name);
    expect(small).toEqual(['', 'a', 'small', 'leaf']);
  });

  it('stays_usable_with_a_hundred_thousand_stacks', () => {
    const flame = flameOf(many(100_000));
    expect(layout(flame, flame.root).length).toBeLessThan(30_000);
    expect(flame.root.weight).toBeGreaterThan(100_000);
    expect(hottest(flame, 5)).toHaveLength(5);
    expect(matchedShare(flame, 'f1')).toBeGreaterThan(0);
  });

  it('draws_an_empty_profile_as_one_box', () => {
    const flame = flameOf([]);
    expect(told(layout(flame, flame.root))).toEqual([['', 0, 1]]);
    expect(shareOf(flame, flame.root)).toBe(0);
  });
});

describe('a search in it', () => {
  it('counts_the_outermost_match_only', () => {
    const flame = flameOf([stack('o;run;run;x', 30), stack('o;y', 70)]);
    expect(matchedShare(flame, 'RUN')).toBeCloseTo(0.3);
    expect(matchedShare(flame, 'x')).toBeCloseTo(0.3);
    expect(matchedShare(flame, 'nothing')).toBe(0);
    expect(matchedShare(flame, '')).toBe(0);
  });
});

describe('two profiles', () => {
  const now = [stack('a;same', 50), stack('a;new', 50)];
  const before = [stack('a;same', 5), stack('a;gone', 15)];

  it('are_compared_by_share_whatever_they_weigh', () => {
    const flame = flameOf(now, before);
    expect(baseShareOf(flame, at(flame, 'a;gone'))).toBe(0.75);
    expect(growthOf(flame, at(flame, 'a'))).toBe(0);
    expect(growthOf(flame, at(flame, 'a;new'))).toBe(1);
    expect(growthOf(flame, at(flame, 'a;gone'))).toBe(-1);
    expect(growthOf(flame, at(flame, 'a;same'))).toBeCloseTo(0.5);
  });

  it('keep_what_has_gone_in_sight', () => {
    const flame = flameOf(now, before);
    expect(sizeOf(flame, at(flame, 'a;gone'))).toBe(0.375);
    const sizes = layout(flame, flame.root).filter(({ frame }) => frame.depth === 2);
    expect(sizes.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(1);
  });

  it('that_are_the_same_show_no_change', () => {
    const flame = flameOf(STACKS, STACKS);
    const boxes = layout(flame, flame.root);
    expect(boxes.every(({ frame }) => growthOf(flame, frame) === 0)).toBe(true);
    expect(hottest(flame, 9).every(({ growth }) => growth === 0)).toBe(true);
  });
});

describe('what is beside the graph', () => {
  it('names_owners_and_the_hottest_functions', () => {
    const flame = flameOf(STACKS);
    expect(ownersOf(flame).map(({ name, share }) => [name, share])).toEqual([
      ['store', 0.6],
      ['jvm', 0.4],
    ]);
    const hot = hottest(flame, 3).map(({ name, self, total }) => [name, self, total]);
    expect(hot).toEqual([
      ['gc', 0.4, 0.4],
      ['parse', 0.4, 0.4],
      ['read', 0.1, 0.5],
    ]);
  });

  it('counts_a_recursion_once', () => {
    const flame = flameOf([stack('o;f;f;f', 10)]);
    expect(hottest(flame, 1)).toMatchObject([{ name: 'f', self: 1, total: 1 }]);
  });

  it('leads_the_arrow_keys_to_what_is_drawn', () => {
    const flame = flameOf(STACKS);
    const boxes = layout(flame, flame.root);
    const go = (path: string, key: string) => neighbour(boxes, at(flame, path), key)?.name;
    expect(go('store', 'ArrowRight')).toBe('jvm');
    expect(go('jvm', 'ArrowLeft')).toBe('store');
    expect(go('jvm', 'ArrowRight')).toBeUndefined();
    expect(go('store', 'ArrowDown')).toBe('read');
    expect(go('store;read', 'ArrowUp')).toBe('store');
    expect(go('jvm;gc', 'ArrowDown')).toBeUndefined();
    expect(go('', 'ArrowUp')).toBeUndefined();
  });

  it('shortens_names_of_java_only', () => {
    expect(shortName('io.backplane.store.Session.execute')).toBe('Session.execute');
    expect(shortName('java.lang.Thread$1.<init>')).toBe('Thread$1.<init>');
    expect(shortName('python3 main.py')).toBe('python3 main.py');
    expect(shortName('io.backplane.store 0.1.0')).toBe('io.backplane.store 0.1.0');
  });
});

/** Different stacks, 12 deep, as of a busy server. */
function many(count: number): Stack[] {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(seed / 65_536) % below;
  };
  return Array.from({ length: count }, (_, index) => ({
    frames: [`owner${index % 5}`, ...Array.from({ length: 11 }, (_, at) => `f${random(at + 2)}`)],
    weight: 1 + random(20),
  }));
}

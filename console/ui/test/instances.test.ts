import { describe, expect, it } from 'vitest';
import { crashedSince } from '../src/live/crashes';
import { actsFor } from '../src/live/acts';
import { extended, TRAIL_MAX } from '../src/live/trails';
import { troubleOf } from '../src/pages/dashboard/attention';
import { labelsIn, labelText } from '../src/pages/instances/labels';
import { select, sortOf, SORT_KEYS, type Filters } from '../src/pages/instances/select';
import { instance, USAGE } from './samples';

const ALL: Filters = { search: '', state: '', kind: '', label: '' };
const ids = (list: { id: string }[]) => list.map((it) => it.id);

const oven = instance('oven', { labels: { room: 'lab', hot: '' }, restarts: 4 });
const fridge = instance('fridge', {
  state: 'crashed',
  package: 'sample.cooler',
  version: '1.10.0',
  labels: { room: 'kitchen' },
  usage: null,
  startedAt: null,
});
const lamp = instance('lamp', {
  package: 'sample.cooler',
  version: '1.9.0',
  startedAt: '2025-01-01T00:00:00Z',
  usage: { ...USAGE, cpu: 0.5, memoryBytes: 1 },
});
const list = [oven, fridge, lamp];

describe('filtering instances', () => {
  it.each([
    [{ search: 'COOL 1.9' }, ['lamp']],
    [{ search: 'room=lab' }, ['oven']],
    [{ state: 'crashed' }, ['fridge']],
    [{ kind: 'service' }, []],
    [{ label: 'room=kitchen' }, ['fridge']],
    [{ label: 'room' }, ['fridge', 'oven']],
    [{ label: 'hot' }, ['oven']],
  ])('%o leaves %o', (filter, expected) => {
    expect(ids(select(list, { ...ALL, ...filter }, sortOf('')))).toEqual(expected);
  });
});

describe('sorting instances', () => {
  it.each([
    ['state', ['lamp', 'oven', 'fridge']],
    ['name', ['fridge', 'lamp', 'oven']],
    ['package', ['lamp', 'fridge', 'oven']],
    ['cpu', ['fridge', 'oven', 'lamp']],
    ['memory', ['fridge', 'lamp', 'oven']],
    ['restarts', ['fridge', 'lamp', 'oven']],
    ['uptime', ['fridge', 'oven', 'lamp']],
    ['-cpu', ['lamp', 'oven', 'fridge']],
    ['-uptime', ['lamp', 'oven', 'fridge']],
    ['nonsense', ['fridge', 'lamp', 'oven']],
  ])('by %s is %o', (sort, expected) => {
    expect(ids(select(list, ALL, sortOf(sort)))).toEqual(expected);
  });

  it('knows_every_column', () => {
    for (const key of SORT_KEYS) expect(sortOf(`-${key}`)).toEqual({ key, descending: true });
  });

  it('of_three_hundred_is_quick', () => {
    const many = Array.from({ length: 300 }, (_, i) => instance(`it-${i % 7}-${i}`));
    const started = performance.now();
    select(many, { ...ALL, search: 'it' }, sortOf('-cpu'));
    expect(performance.now() - started).toBeLessThan(50);
  });
});

describe('labels', () => {
  it('read_back_as_they_were_written', () => {
    const labels = { room: 'lab', hot: '' };
    expect(labelsIn(labelText(labels))).toEqual(labels);
    expect(labelsIn(' a = b ,, c')).toEqual({ a: 'b', c: '' });
  });
});

describe('what instances used', () => {
  it('is_kept_once_for_each_sample', () => {
    const once = extended({}, [oven]);
    expect(extended(once, [oven])).toEqual(once);
    const later = { ...oven, usage: { ...USAGE, at: '2026-01-01T00:00:04Z', cpu: 1 } };
    expect(extended(once, [later])['oven']?.cpu).toEqual([0.012, 1]);
  });

  it('is_bounded_and_forgotten_with_the_process', () => {
    let trails = {};
    for (let n = 0; n <= TRAIL_MAX + 5; n++) {
      trails = extended(trails, [{ ...oven, usage: { ...USAGE, at: String(n) } }]);
    }
    expect(extended(trails, [oven])['oven']?.cpu).toHaveLength(TRAIL_MAX);
    expect(extended(trails, [{ ...oven, usage: null }])).toEqual({});
  });
});

describe('crashes', () => {
  it('are_told_when_they_happen_and_not_when_they_are_old', () => {
    const down = { ...oven, state: 'crashed' as const };
    expect(ids(crashedSince([oven], [down]))).toEqual(['oven']);
    expect(crashedSince([down], [{ ...down }])).toEqual([]);
    expect(crashedSince(undefined, [down])).toEqual([]);
    expect(crashedSince([], [down])).toEqual([]);
  });
});

describe('attention', () => {
  it.each([
    [{ state: 'crashed' }, 'error'],
    [{ state: 'backoff' }, 'warn'],
    [{ health: { level: 'failing', message: '' } }, 'error'],
    [{ health: { level: 'warn', message: '' } }, 'warn'],
    [{}, undefined],
  ] as const)('%o is %s', (part, expected) => {
    expect(troubleOf(instance('it', part))).toBe(expected);
  });
});

describe('what can be asked', () => {
  it.each([
    ['running', ['restart', 'stop']],
    ['starting', ['stop']],
    ['stopping', ['stop']],
    ['backoff', ['start', 'stop']],
    ['crashed', ['start']],
    ['stopped', ['start']],
    ['created', ['start']],
  ] as const)('of one that is %s', (state, expected) => {
    expect(actsFor(instance('it', { state }))).toEqual(expected);
  });
});

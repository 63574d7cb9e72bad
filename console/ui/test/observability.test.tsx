import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { useLive } from '../src/live/store';
import { factText } from '../src/pages/observability/health/facts';
import { joined, rates } from '../src/pages/observability/metrics/series';
import { valueText } from '../src/pages/observability/metrics/units';
import { fakeKernel, refusal } from './fakes';
import { as, AT, box, button, observing, open, sent } from './observing';

const profile = (id: number, more = {}) => ({
  id,
  type: 'cpu',
  unit: '',
  by: 'ann',
  startedAt: AT,
  askedMs: 1000,
  tookMs: 1004,
  state: 'done',
  weight: 10,
  measure: 'samples',
  reason: '',
  summary: {},
  ...more,
});
const STACKS = {
  stacks: [
    { frames: ['store 1', 'io.db.Session.read', 'io.db.Page.parse'], weight: 6 },
    { frames: ['jvm', 'java.lang.Thread.run'], weight: 4 },
  ],
};
const BEFORE = {
  stacks: [
    { frames: ['store 1', 'io.db.Session.read'], weight: 2 },
    { frames: ['jvm', 'java.lang.Thread.run'], weight: 18 },
  ],
};
const PROFILES = {
  'GET /api/profiles': { profiles: [profile(2), profile(1), profile(3, { type: 'memory' })] },
  'GET /api/profiles/2/stacks': STACKS,
  'GET /api/profiles/1/stacks': BEFORE,
};

observing();

describe('the health tree', () => {
  const check = (name: string, level: 'healthy' | 'degraded', facts = {}) => ({
    name,
    level,
    reason: `${name} says so`,
    facts,
  });
  beforeEach(() =>
    useLive.setState({
      health: {
        level: 'degraded',
        at: AT,
        checks: [
          check('disk', 'degraded', { freeBytes: 2048, store: { waiting: 3 } }),
          check('heap', 'healthy'),
        ],
      },
    }),
  );

  it('shows_each_check_with_its_facts_and_opens_what_is_not_well', async () => {
    open('/observability');
    const tree = await screen.findByRole('list', { name: 'Checks' });
    expect(within(tree).getByText('2.0 KB')).toBeTruthy();
    expect(within(tree).getByRole('heading', { name: 'store' })).toBeTruthy();
    expect(tree.querySelectorAll('details[open]')).toHaveLength(1);
    expect(screen.getByText('1 of 2 checks not passing')).toBeTruthy();
  });

  it('is_narrowed_by_the_url_to_what_needs_a_look', async () => {
    const router = open('/observability');
    await screen.findByText('heap');
    fireEvent.click(screen.getByRole('checkbox'));
    await waitFor(() => expect(screen.queryByText('heap')).toBeNull());
    expect(router.state.location.search).toBe('?only=bad');
    expect(screen.getByText('disk')).toBeTruthy();
  });

  it('tells_facts_in_their_units', () => {
    expect(factText('walBytes', 2048, 'en')).toBe('2.0 KB');
    expect(factText('skewMs', 1500, 'en')).toBe('1.5 s');
    expect(factText('writes', 12_345, 'en')).toBe('12,345');
    expect(factText('hung', [], 'en')).toBe('–');
    expect(factText('hung', ['a', 'b'], 'en')).toBe('a, b');
  });
});

describe('metrics', () => {
  const point = (second: number, mean: number) => ({
    at: new Date(second * 1000).toISOString(),
    mean,
    least: mean,
    greatest: mean,
  });
  const METRICS = {
    metrics: [
      {
        name: 'calls_total',
        kind: 'counter',
        help: 'Calls that have ended.',
        samples: [{ suffix: '', labels: { unit: 'greeter', outcome: 'ok' }, value: 1200 }],
      },
      {
        name: 'jvm_heap_bytes',
        kind: 'gauge',
        help: 'Heap in use.',
        samples: [{ suffix: '', labels: {}, value: 2048 }],
      },
    ],
    recorded: ['calls_total', 'jvm_heap_bytes'],
  };
  const ANSWERS = {
    'GET /api/metrics': METRICS,
    'GET /api/metrics/calls_total/history': { points: [point(0, 100), point(10, 150)] },
    'GET /api/metrics/jvm_heap_bytes/history': { points: [] },
  };

  it('are_a_table_that_can_be_searched', async () => {
    fakeKernel(ANSWERS);
    const router = open('/observability/metrics');
    const row = await screen.findByRole('row', { name: /calls_total/ });
    expect(row.textContent).toContain('outcome=ok unit=greeter');
    expect(row.textContent).toContain('1,200');
    expect(screen.getByRole('row', { name: /jvm_heap_bytes/ }).textContent).toContain('2.0 KB');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'greeter' } });
    await waitFor(() => expect(screen.queryByRole('row', { name: /jvm_heap/ })).toBeNull());
    expect(router.state.location.search).toBe('?q=greeter');
  });

  it('are_drawn_only_where_they_are_recorded_a_counter_by_what_it_rises', async () => {
    const requests = fakeKernel(ANSWERS);
    open('/observability/metrics?range=24h');
    await screen.findByRole('img', { name: 'Calls, last samples: now 5/s, highest 5/s' });
    await screen.findByText('Nothing was recorded in this time');
    expect(screen.queryByText('Scheduling latency')).toBeNull();
    const asked = requests.find(({ url }) => url.includes('calls_total/history'));
    const since = new URL(asked?.url ?? '', 'http://kernel').searchParams.get('since') ?? '';
    expect((Date.now() - Date.parse(since)) / 3_600_000).toBeCloseTo(24, 1);
  });

  it('rise_by_nothing_while_their_kernel_began_anew', () => {
    expect(rates([point(0, 100), point(10, 150), point(20, 5), point(30, 5)])).toEqual([
      null,
      5,
      null,
      0,
    ]);
  });

  it('that_were_recorded_at_different_times_share_one_axis', () => {
    const rows = joined([
      { points: [point(0, 1), point(10, 2)], values: [1, 2] },
      { points: [point(10, 7)], values: [7] },
    ]);
    expect(rows.map(({ values }) => values)).toEqual([
      [1, null],
      [2, 7],
    ]);
  });

  it('are_told_in_the_unit_their_name_ends_with', () => {
    expect(valueText('process_cpu_ratio', 0.125, 'en')).toBe('12.5 %');
    expect(valueText('call_duration_seconds', 0.0042, 'en')).toBe('4.20 ms');
    expect(valueText('call_duration_seconds', 0.00004, 'en')).toBe('40 µs');
    expect(valueText('call_duration_seconds_count', 4, 'en')).toBe('4');
    expect(valueText('uptime_seconds', 3700, 'en')).toBe('1 h 1 min');
    expect(valueText('process_cpu_seconds_total', 2.5, 'en')).toBe('2.5 s');
    expect(valueText('load', 0.123456, 'en')).toBe('0.1235');
  });
});

describe('profiles', () => {
  it('are_recorded_as_asked_and_shown_when_they_are_done', async () => {
    let all: unknown[] = [];
    const requests = fakeKernel({
      ...PROFILES,
      'GET /api/profiles': () => ({ profiles: all }),
      'POST /api/profiles': () => {
        all = [profile(2)];
        return profile(2, { state: 'running' });
      },
    });
    const router = open('/observability/profiles');
    fireEvent.change(await screen.findByLabelText('How long, in seconds'), {
      target: { value: '1' },
    });
    fireEvent.click(await button('Record'));
    await box(/^store 1, 60.0 %/);
    expect(sent(requests, 'POST')[0]?.body).toEqual({ type: 'cpu', unit: '', durationMs: 1000 });
    expect(router.state.location.search).toBe('?id=2');
  });

  it('can_be_ended_early_while_they_are_taken', async () => {
    const requests = fakeKernel({
      'GET /api/profiles': { profiles: [profile(5, { state: 'running' })] },
      'POST /api/profiles/5/stop': profile(5, { state: 'stopped' }),
    });
    open('/observability/profiles');
    fireEvent.click(await button('Stop now'));
    await waitFor(() => expect(sent(requests, 'POST')).toHaveLength(1));
    expect(screen.queryByRole('button', { name: 'Record' })).toBeNull();
  });

  it('are_for_viewers_to_look_at', async () => {
    fakeKernel(PROFILES);
    as('viewer');
    open('/observability/profiles?id=2');
    await box(/^All, 100.0 %/);
    expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
    cleanup();
    open('/observability/profiles');
    await screen.findByRole('link', { name: 'CPU #2' });
    expect(screen.queryByRole('button', { name: 'Record' })).toBeNull();
  });

  it('say_why_they_could_not_be_read_and_try_again', async () => {
    const answers: Record<string, unknown> = {
      'GET /api/profiles': () => refusal(500, { detail: 'the disk is gone' }),
    };
    fakeKernel(answers);
    open('/observability/profiles');
    await screen.findByText('the disk is gone');
    answers['GET /api/profiles'] = { profiles: [] };
    fireEvent.click(await button('Try again'));
    await screen.findByText('No profiles yet');
  });

  it('are_given_to_other_tools', async () => {
    fakeKernel(PROFILES);
    open('/observability/profiles?id=2');
    const link = await screen.findByRole('link', { name: 'JFR' });
    expect(link.getAttribute('href')).toContain('/api/profiles/2/export?format=jfr');
  });
});

describe('the flame graph', () => {
  beforeEach(() => void fakeKernel(PROFILES));

  it('zooms_with_a_click_and_back_with_escape', async () => {
    open('/observability/profiles?id=2');
    fireEvent.click(await box(/^io.db.Session.read/));
    await waitFor(async () => expect((await box(/^io.db.Session/)).style.width).toBe('100%'));
    expect(screen.queryByRole('treeitem', { name: /^jvm/ })).toBeNull();
    fireEvent.keyDown(await box(/^io.db.Session/), { key: 'Escape' });
    fireEvent.keyDown(await box(/^store/), { key: 'Escape' });
    await box(/^jvm, 40.0 %, 4 samples/);
  });

  it('is_walked_by_the_arrow_keys', async () => {
    open('/observability/profiles?id=2');
    const root = await box(/^All/);
    act(() => root.focus());
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown']) {
      fireEvent.keyDown(document.activeElement ?? root, { key });
    }
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^java.lang.Thread.run/);
    expect((document.activeElement as HTMLElement).tabIndex).toBe(0);
    fireEvent.keyDown(document.activeElement ?? root, { key: 'Enter' });
    await waitFor(() => expect(screen.queryByRole('treeitem', { name: /^store/ })).toBeNull());
  });

  it('highlights_what_is_searched_and_says_how_much_it_is', async () => {
    const router = open('/observability/profiles?id=2');
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'parse' } });
    await screen.findByText('60.0 % matches');
    expect((await box(/^io.db.Page.parse/)).className).toContain('flame-found');
    expect((await box(/^jvm/)).className).toContain('flame-dim');
    expect(router.state.location.search).toContain('search=parse');
  });

  it('compares_two_profiles_by_share', async () => {
    open('/observability/profiles?id=2&with=1');
    const grown = await box(/^store 1, 60.0 %, 6 samples; before 10.0 %, change \+50.0 %/);
    expect(grown.className).toContain('flame-grown');
    expect((await box(/^jvm/)).className).toContain('flame-shrunk');
  });

  it('has_a_table_beside_it', async () => {
    open('/observability/profiles?id=2&view=hottest');
    const row = await screen.findByRole('row', { name: /io.db.Page.parse/ });
    expect(row.textContent).toContain('60.0 %');
    fireEvent.click(within(row).getByRole('button'));
    expect((await box(/^io.db.Page.parse/)).className).toContain('flame-found');
  });
});

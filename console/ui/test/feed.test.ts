import { describe, expect, it } from 'vitest';
import type { EventPage, KernelEvent } from '../src/api/types';
import {
  arrive,
  begin,
  EMPTY_FEED,
  FEED_MAX,
  fill,
  missing,
  prepend,
  type Feed,
} from '../src/live/feed';
import { seeded } from './random';
import { event } from './samples';

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => event(from + index));
const seqs = (feed: Feed) => feed.events.map((it) => it.seq);
const page = (from: number, to: number, last = to): EventPage => ({
  events: range(from, to),
  last,
});

describe('feed', () => {
  it('a_repeated_event_is_taken_once', () => {
    const feed = begin(EMPTY_FEED, page(5, 9), 5);
    expect(seqs(arrive(arrive(arrive(feed, event(10)), event(10)), event(7)))).toEqual([
      5, 6, 7, 8, 9, 10,
    ]);
  });

  it('an_event_beyond_a_hole_waits_until_the_hole_is_filled', () => {
    const torn = arrive(begin(EMPTY_FEED, page(1, 3), 10), event(6));
    expect(seqs(torn)).toEqual([1, 2, 3]);
    expect(missing(torn)).toBe(true);
    const whole = fill(torn, 3, page(4, 7));
    expect(seqs(whole)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(missing(whole)).toBe(false);
  });

  it('an_event_that_came_before_the_first_page_is_not_lost', () => {
    const early = arrive(EMPTY_FEED, event(8));
    expect(seqs(begin(early, page(5, 7), 3))).toEqual([5, 6, 7, 8]);
  });

  it('numbers_the_log_skipped_do_not_hold_the_feed_up', () => {
    const torn = arrive(begin(EMPTY_FEED, page(1, 3), 10), event(6));
    expect(seqs(fill(torn, 3, { events: [], last: 3 }))).toEqual([1, 2, 3, 6]);
  });

  it('the_answer_to_a_question_about_another_window_is_ignored', () => {
    const feed = begin(EMPTY_FEED, page(1, 3), 10);
    expect(fill(feed, 40, page(41, 50))).toBe(feed);
  });

  it('older_events_go_in_front_and_the_beginning_is_noticed', () => {
    const feed = begin(EMPTY_FEED, page(11, 20), 10);
    expect(feed.complete).toBe(false);
    const more = prepend(feed, page(6, 11), 6);
    expect(seqs(more)).toEqual(range(6, 20).map((it) => it.seq));
    expect(prepend(more, page(1, 5), 6).complete).toBe(true);
  });

  it('the_window_forgets_its_oldest_and_knows_it', () => {
    let feed = begin(EMPTY_FEED, page(1, FEED_MAX), FEED_MAX + 1);
    expect(feed.complete).toBe(true);
    feed = arrive(feed, event(FEED_MAX + 1));
    expect([feed.events.length, feed.events[0]?.seq, feed.complete]).toEqual([FEED_MAX, 2, false]);
  });

  it('what_was_loaded_on_purpose_is_not_dropped_by_the_next_event', () => {
    const feed = prepend(begin(EMPTY_FEED, page(3001, 5000), 2000), page(2001, 3000), 1000);
    expect(arrive(feed, event(5001)).events[0]?.seq).toBe(2001);
  });

  const seed = Date.now() % 2 ** 31;
  it(`any_order_with_losses_repeats_and_refills_ends_whole (seed ${seed})`, () => {
    const random = seeded(seed);
    const upTo = (max: number) => Math.floor(random() * (max + 1));
    for (let round = 0; round < 300; round++) {
      let last = 5 + upTo(20);
      const first = Math.max(1, last - upTo(8));
      let feed = begin(EMPTY_FEED, page(first, last), last - first + 1);
      const inFlight: KernelEvent[] = [];
      for (let step = 0; step < 40; step++) {
        if (random() < 0.6) inFlight.push(event(++last));
        if (random() < 0.2) inFlight.splice(upTo(inFlight.length), 1); // lost
        const next = inFlight[upTo(inFlight.length)]; // out of order, and again
        if (next) feed = arrive(feed, next);
        if (random() < 0.15) {
          const since = feed.known;
          const to = Math.min(last, since + 1 + upTo(5)); // a page may be short of the end
          feed = fill(feed, since, page(since + 1, to, last));
        }
        const taken = seqs(feed);
        expect(taken).toEqual(range(first, feed.known).map((it) => it.seq));
      }
      while (feed.known < last) feed = fill(feed, feed.known, page(feed.known + 1, last));
      expect(seqs(feed)).toEqual(range(first, last).map((it) => it.seq));
      expect(feed.ahead).toEqual([]);
    }
  });
});

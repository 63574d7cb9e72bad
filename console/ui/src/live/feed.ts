import type { EventPage, KernelEvent } from '../api/types';

/**
 * A window of the event log without holes: `events` is everything the log has from the first of
 * them up to `known`. Events that arrive beyond a hole wait in `ahead` until a page fills it.
 */
export interface Feed {
  events: readonly KernelEvent[];
  /** Every event up to this number is in the window, or older than it. */
  known: number;
  ahead: readonly KernelEvent[];
  /** Whether the log has nothing older than the window. */
  complete: boolean;
  /** Most events the window holds; the oldest go first and can be loaded again. */
  max: number;
}

export const FEED_MAX = 2000;
/** Where loading older events ends. */
export const LOADED_MAX = 10_000;

export const EMPTY_FEED: Feed = {
  events: [],
  known: 0,
  ahead: [],
  complete: false,
  max: FEED_MAX,
};

/** Whether events arrived beyond a hole that has to be read. */
export const missing = (feed: Feed): boolean => feed.ahead.length > 0;

const lastOf = (events: readonly KernelEvent[]) => events.at(-1)?.seq;

/** Starts the window with the newest page of the log, asked for with `limit`. */
export function begin(feed: Feed, page: EventPage, limit: number): Feed {
  return settle({
    ...EMPTY_FEED,
    ahead: feed.ahead,
    events: page.events,
    known: lastOf(page.events) ?? page.last,
    complete: page.events.length < limit,
  });
}

/** Takes one live event, in whatever order and however often it comes. */
export function arrive(feed: Feed, event: KernelEvent): Feed {
  if (event.seq <= feed.known || feed.ahead.some((it) => it.seq === event.seq)) return feed;
  const ahead = [...feed.ahead, event].sort((a, b) => a.seq - b.seq);
  return settle({ ...feed, ahead });
}

/**
 * Takes the page that was read from `since`. An empty one says that the log skipped the numbers
 * between, so the window goes on with what waits.
 */
export function fill(feed: Feed, since: number, page: EventPage): Feed {
  if (since > feed.known) return feed; // answers a question about another window
  const fresh = page.events.filter((it) => it.seq > feed.known);
  const skipped = page.events.length === 0 ? (feed.ahead[0]?.seq ?? 1) - 1 : 0;
  return settle({
    ...feed,
    events: [...feed.events, ...fresh],
    known: Math.max(feed.known, lastOf(fresh) ?? 0, skipped),
  });
}

/** Puts the page of older events that was read from before the window in front of it. */
export function prepend(feed: Feed, page: EventPage, limit: number): Feed {
  const first = feed.events[0]?.seq ?? feed.known + 1;
  const older = page.events.filter((it) => it.seq < first);
  return {
    ...feed,
    events: [...older, ...feed.events],
    complete: page.events.length < limit,
    max: Math.max(feed.max, Math.min(feed.events.length + older.length + FEED_MAX, LOADED_MAX)),
  };
}

/** Moves what is next in line from `ahead` into the window, and what is too old out of it. */
function settle(feed: Feed): Feed {
  const ahead = feed.ahead.filter((it) => it.seq > feed.known);
  const events = [...feed.events];
  let { known } = feed;
  while (ahead[0]?.seq === known + 1) {
    events.push(...ahead.splice(0, 1));
    known += 1;
  }
  const excess = Math.max(0, events.length - feed.max);
  return {
    ...feed,
    events: events.slice(excess),
    known,
    ahead,
    complete: feed.complete && excess === 0,
  };
}

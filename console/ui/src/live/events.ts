import { eventsBefore, eventsSince, newestOf } from '../api/events';
import { ALERTS_MAX, mergeAlerts } from './alerts';
import { begin, EMPTY_FEED, FEED_MAX, fill, LOADED_MAX, missing, prepend, type Feed } from './feed';
import { useLive } from './store';

const FIRST_PAGE = 200;
const OLDER_PAGE = 500;
/** Pages one click reads at most while its filter matches nothing. */
const OLDER_PAGES_MAX = 6;

const feed = () => useLive.getState().feed;
const setFeed = (next: (feed: Feed) => Feed) =>
  useLive.setState((state) => ({ feed: next(state.feed), feedError: undefined }));

let reading: Promise<void> | undefined;
let wanted = 0;

/** Brings the window to a snapshot's number; a lower one than known means another log. */
export function resync(seq: number): Promise<void> {
  if (seq < feed().known) {
    setFeed(() => EMPTY_FEED);
    useLive.setState({ alerts: [] });
  }
  return Promise.all([catchUp(seq), loadAlerts()]).then(() => undefined);
}

/** Reads the warnings and errors of the past; without an answer the live ones have to do. */
async function loadAlerts(): Promise<void> {
  const levels = ['warn', 'error'] as const;
  const read = levels.map((level) => newestOf(level, ALERTS_MAX));
  for (const result of await Promise.allSettled(read)) {
    if (result.status !== 'fulfilled') continue;
    const { events } = result.value;
    useLive.setState(({ alerts }) => ({ alerts: mergeAlerts(alerts, events) }));
  }
}

/**
 * Reads what the window lacks up to `seq`. One reading at a time: a later wish is met by the
 * reading under way.
 */
export function catchUp(seq: number): Promise<void> {
  wanted = Math.max(wanted, seq);
  reading ??= read().finally(() => {
    reading = undefined;
    wanted = 0;
  });
  return reading;
}

async function read(): Promise<void> {
  try {
    if (feed().known === 0 || wanted - feed().known > FEED_MAX) {
      const page = await eventsBefore(Number.MAX_SAFE_INTEGER, FIRST_PAGE);
      setFeed((it) => begin(it, page, FIRST_PAGE));
    }
    while (wanted > feed().known || missing(feed())) {
      const since = feed().known;
      const page = await eventsSince(since);
      setFeed((it) => fill(it, since, page));
      if (page.events.length === 0) wanted = feed().known;
    }
  } catch (feedError) {
    useLive.setState({ feedError });
  }
}

/** Whether older events may still be asked for. */
export const mayLoadOlder = (it: Feed): boolean => !it.complete && it.events.length < LOADED_MAX;

/** Loads older events until `enough` says so, the log ends or six pages were read. */
export async function loadOlder(enough: (feed: Feed) => boolean): Promise<void> {
  for (let pages = 0; pages < OLDER_PAGES_MAX && mayLoadOlder(feed()); pages++) {
    const first = feed().events[0]?.seq ?? feed().known + 1;
    const page = await eventsBefore(first, OLDER_PAGE);
    setFeed((it) => (it.events[0]?.seq === first ? prepend(it, page, OLDER_PAGE) : it));
    if (enough(feed())) return;
  }
}

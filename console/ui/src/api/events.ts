import { getJson } from './client';
import type { EventLevel, EventPage } from './types';

/** Most events one answer holds. */
export const PAGE_MAX = 1000;

/** Events after `seq`, oldest first. */
export const eventsSince = (seq: number): Promise<EventPage> =>
  getJson(`/api/events?since=${seq}&limit=${PAGE_MAX}`);

/** The newest `limit` events below `seq`, oldest first. */
export const eventsBefore = (seq: number, limit: number): Promise<EventPage> =>
  getJson(`/api/events?before=${seq}&limit=${limit}`);

/** The newest `limit` events of one level, oldest first. */
export const newestOf = (level: EventLevel, limit: number): Promise<EventPage> =>
  getJson(`/api/events?before=${Number.MAX_SAFE_INTEGER}&limit=${limit}&level=${level}`);

import { useLive } from '../../live/store';

/** Rises when something of an instance was changed by whoever it was, its references included. */
export const useChanges = (id: string): number | undefined =>
  useLive(
    ({ feed }) =>
      feed.events.findLast((it) => it.type === 'instance.changed' && it.subject === id)?.seq,
  );

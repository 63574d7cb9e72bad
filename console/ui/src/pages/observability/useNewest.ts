import { useLive } from '../../live/store';

/** The number of the newest event whose type begins so: changes when there is news. */
export const useNewest = (prefix: string): number =>
  useLive(({ feed }) => feed.events.findLast(({ type }) => type.startsWith(prefix))?.seq ?? 0);

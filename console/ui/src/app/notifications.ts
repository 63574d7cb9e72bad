import { create } from 'zustand';
import type { KernelEvent } from '../api/types';
import { useLive } from '../live/store';

const KEY = 'backplane.notified';

/** Up to which event this browser's user has seen the warnings. */
const useRead = create<{ seq: number }>(() => ({ seq: Number(localStorage.getItem(KEY)) || 0 }));

export function markRead(): void {
  const seq = useLive.getState().feed.known;
  localStorage.setItem(KEY, String(seq));
  useRead.setState({ seq });
}

export interface Notifications {
  /** Newest first. */
  list: KernelEvent[];
  unread: number;
  readSeq: number;
}

export function useNotifications(): Notifications {
  const readSeq = useRead(({ seq }) => seq);
  const known = useLive(({ feed }) => feed.known);
  const list = useLive(({ alerts }) => alerts).toReversed();
  // a mark beyond the log belongs to another data directory
  const mark = readSeq > known ? 0 : readSeq;
  return { list, unread: list.filter((it) => it.seq > mark).length, readSeq: mark };
}

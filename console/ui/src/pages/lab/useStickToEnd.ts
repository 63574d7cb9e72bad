import { useLayoutEffect, useRef } from 'react';

/** Nearer to the end than this is at the end. */
const NEAR_PX = 40;

/** Keeps a list at its end while `last` changes, unless it was scrolled up. */
export function useStickToEnd<E extends HTMLElement = HTMLOListElement>(last: unknown) {
  const ref = useRef<E>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const list = ref.current;
    if (list && atEnd.current) list.scrollTop = list.scrollHeight;
  }, [last]);
  const onScroll = () => {
    const list = ref.current;
    if (list) atEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;
  };
  return { ref, onScroll };
}

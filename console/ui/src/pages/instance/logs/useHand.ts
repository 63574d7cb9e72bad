import {
  useRef,
  type KeyboardEvent,
  type PointerEvent,
  type TouchEvent,
  type WheelEvent,
} from 'react';

/** A scroll this soon after a hand's move is that hand's. */
const HAND_MS = 1000;
const NEVER = -HAND_MS;
const UP = new Set(['ArrowUp', 'PageUp', 'Home']);

/**
 * What somebody does with a list that also moves by itself.
 *
 * @param onUp called when somebody sets out for what is above
 */
export function useHand(onUp: () => void) {
  const at = useRef({ moved: NEVER, up: NEVER, touch: 0, held: false }).current;
  const recent = (time: number) => performance.now() - time < HAND_MS;
  const move = (up: boolean, { scrollTop }: Element) => {
    at.moved = performance.now();
    at.up = up ? at.moved : NEVER;
    if (up && scrollTop > 0) onUp();
  };
  const touched = ({ touches }: TouchEvent) => touches[0]?.clientY ?? at.touch;
  return {
    /** Whether a scroll that is seen now is somebody's. */
    scrolls: () => at.held || recent(at.moved),
    /** Whether somebody is on the way up; the scroll itself may be seen only later. */
    goesUp: () => recent(at.up),
    /** Something else was asked for since: its move is over. */
    rest: () => {
      at.moved = NEVER;
      at.up = NEVER;
    },
    listeners: {
      onWheel: ({ deltaY, currentTarget }: WheelEvent) => move(deltaY < 0, currentTarget),
      onKeyDown: ({ key, currentTarget }: KeyboardEvent) => move(UP.has(key), currentTarget),
      onTouchStart: (event: TouchEvent) => {
        at.touch = touched(event);
      },
      onTouchMove: (event: TouchEvent) => {
        const before = at.touch;
        at.touch = touched(event);
        move(at.touch > before, event.currentTarget);
      },
      onPointerDown: () => {
        at.held = true;
      },
      onPointerUp: ({ currentTarget }: PointerEvent) => {
        at.held = false;
        move(false, currentTarget);
      },
    },
  };
}

import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useHand } from '../src/pages/instance/logs/useHand';

let hand: ReturnType<typeof useHand>;

const onUp = vi.fn();

function List() {
  hand = useHand(onUp);
  return <ul {...hand.listeners} />;
}

describe('a hand on a list that moves by itself', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    render(<List />);
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const list = () => screen.getByRole('list');
  const seen = () => ({ scrolls: hand.scrolls(), goesUp: hand.goesUp() });

  it('goes_up_by_wheel_keys_and_touch_for_a_second', () => {
    const ups = [
      () => fireEvent.wheel(list(), { deltaY: -3 }),
      () => fireEvent.keyDown(list(), { key: 'PageUp' }),
      () => {
        fireEvent.touchStart(list(), { touches: [{ clientY: 40 }] });
        fireEvent.touchMove(list(), { touches: [{ clientY: 60 }] });
      },
    ];
    expect(seen()).toEqual({ scrolls: false, goesUp: false });
    for (const up of ups) {
      up();
      expect(seen()).toEqual({ scrolls: true, goesUp: true });
      expect(onUp).not.toHaveBeenCalled();
      list().scrollTop = 100;
      up();
      list().scrollTop = 0;
      expect(onUp).toHaveBeenCalledOnce();
      onUp.mockClear();
      vi.advanceTimersByTime(1000);
      expect(seen()).toEqual({ scrolls: false, goesUp: false });
    }
  });

  it('is_on_its_way_no_more_when_it_turns_or_is_to_rest', () => {
    fireEvent.wheel(list(), { deltaY: -3 });
    fireEvent.wheel(list(), { deltaY: 3 });
    expect(seen()).toEqual({ scrolls: true, goesUp: false });
    fireEvent.wheel(list(), { deltaY: -3 });
    hand.rest();
    expect(seen()).toEqual({ scrolls: false, goesUp: false });
  });

  it('holds_the_list_as_long_as_it_presses', () => {
    fireEvent.pointerDown(list());
    vi.advanceTimersByTime(60_000);
    expect(seen()).toEqual({ scrolls: true, goesUp: false });
    fireEvent.pointerUp(list());
    vi.advanceTimersByTime(1000);
    expect(seen()).toEqual({ scrolls: false, goesUp: false });
  });
});

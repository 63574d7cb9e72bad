import { useRef, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { LogRow } from './LogRow';
import type { LogView } from './LogToolbar';
import { keyOf, type LogItem, type LogModel } from './model';

interface Props {
  ref: Ref<VirtuosoHandle>;
  model: LogModel;
  view: LogView;
  pattern: RegExp | undefined;
  /** Number of the item that the search stands at. */
  current: number | undefined;
  header: ReactNode;
  onFollow: (follow: boolean) => void;
}

/** A scroll this soon after a hand's move is that hand's. */
const HAND_MS = 1000;

/** The lines in view. Scrolling up pauses following, coming back to the end goes on with it. */
export function LogList({ ref, model, view, pattern, current, header, onFollow }: Props) {
  const { t } = useTranslation();
  const moved = useRef(0);
  const held = useRef(false);
  const move = () => {
    moved.current = performance.now();
  };
  const byHand = () => held.current || performance.now() - moved.current < HAND_MS;
  return (
    <Virtuoso<LogItem, { header: ReactNode }>
      ref={ref}
      className={`logs-list${view.wrap ? ' logs-wrap' : ''}`}
      role="log"
      aria-live="off"
      aria-label={t('logs.lines')}
      data={model.items}
      firstItemIndex={model.first}
      initialTopMostItemIndex={{ index: 'LAST', align: 'end' }}
      computeItemKey={(_, item) => keyOf(item)}
      followOutput={model.follow ? 'auto' : false}
      atBottomThreshold={24}
      // growing lines also leave the end for a moment; only a hand means to
      atBottomStateChange={(atEnd) => (atEnd || byHand()) && onFollow(atEnd)}
      increaseViewportBy={200}
      context={{ header }}
      components={PARTS}
      itemContent={(index, item) => (
        <LogRow item={item} view={view} pattern={pattern} current={index === current} />
      )}
      onWheel={move}
      onTouchMove={move}
      onKeyDown={move}
      onPointerDown={() => {
        held.current = true;
      }}
      onPointerUp={() => {
        held.current = false;
        move();
      }}
    />
  );
}

const PARTS = {
  Header: ({ context }: { context?: { header: ReactNode } }) => <>{context?.header}</>,
};

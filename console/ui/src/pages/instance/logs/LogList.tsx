import { useLayoutEffect, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { LogRow } from './LogRow';
import type { LogView } from './LogToolbar';
import { keyOf, type LogItem, type LogModel } from './model';
import { useHand } from './useHand';

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

/** The lines in view. Scrolling up pauses following, coming back to the end goes on with it. */
export function LogList({ ref, model, view, pattern, current, header, onFollow }: Props) {
  const { t } = useTranslation();
  const hand = useHand(() => onFollow(false));
  useLayoutEffect(() => {
    if (model.follow) hand.rest();
  }, [model.follow]);
  // growing lines leave the end for a moment and are pulled back to it: neither is a hand's doing
  const atEnd = (reached: boolean) => {
    if (reached ? !hand.goesUp() : hand.scrolls()) onFollow(reached);
  };
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
      followOutput={() => (model.follow && !hand.goesUp() ? 'auto' : false)}
      atBottomThreshold={24}
      atBottomStateChange={atEnd}
      increaseViewportBy={200}
      context={{ header }}
      components={PARTS}
      itemContent={(index, item) => (
        <LogRow item={item} view={view} pattern={pattern} current={index === current} />
      )}
      {...hand.listeners}
    />
  );
}

const PARTS = {
  Header: ({ context }: { context?: { header: ReactNode } }) => <>{context?.header}</>,
};

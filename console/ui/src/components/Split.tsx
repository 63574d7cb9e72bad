import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import './split.css';

interface Props {
  /** Whether the two lie beside or above each other. */
  along: 'row' | 'column';
  /** Which of them keeps its share when it all grows. */
  sized: 'first' | 'second';
  /** Its share, in percent. */
  share: number;
  least?: number;
  most?: number;
  /** Whether the sized one takes only what it needs, and there is no bar. */
  folded?: boolean;
  label: string;
  onShare: (share: number) => void;
  children: readonly [ReactNode, ReactNode];
}

const STEP = 2;

/** Two panes with a bar between them that is dragged, or moved with the arrow keys. */
export function Split(props: Props) {
  const { along, sized, share, least = 10, most = 80, label, onShare, children, folded } = props;
  const frame = useRef<HTMLDivElement>(null);
  const row = along === 'row';
  const set = (next: number) =>
    onShare(Math.round(Math.min(most, Math.max(least, next)) * 10) / 10);
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!frame.current || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = frame.current.getBoundingClientRect();
    const at = row
      ? (event.clientX - box.left) / box.width
      : (event.clientY - box.top) / box.height;
    set((sized === 'first' ? at : 1 - at) * 100);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const back = row ? 'ArrowLeft' : 'ArrowUp';
    const forth = row ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== back && event.key !== forth) return;
    event.preventDefault();
    const by = event.key === forth ? STEP : -STEP;
    set(share + (sized === 'first' ? by : -by));
  };
  const fixed = { flexBasis: folded ? 'auto' : `${share}%` };
  return (
    <div ref={frame} className={`split split-${along}`}>
      <div className="split-pane" style={sized === 'first' ? fixed : { flex: 1 }}>
        {children[0]}
      </div>
      <div
        className="split-bar"
        hidden={folded}
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation={row ? 'vertical' : 'horizontal'}
        aria-valuenow={Math.round(share)}
        aria-valuemin={least}
        aria-valuemax={most}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
      />
      <div className="split-pane" style={sized === 'second' ? fixed : { flex: 1 }}>
        {children[1]}
      </div>
    </div>
  );
}

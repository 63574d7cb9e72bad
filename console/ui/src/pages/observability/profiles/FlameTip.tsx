import type { Frame } from './flame';
import type { Told } from './told';

/** What is said about a frame, and where on the screen. */
export interface Tip {
  frame: Frame;
  x: number;
  y: number;
}

const WIDTH = 380;

/** Beside the pointer; the tree says the same to those who do not see it. */
export function FlameTip({ tip: { frame, x, y }, told }: { tip: Tip; told: Told }) {
  const left = Math.max(8, Math.min(x + 12, window.innerWidth - WIDTH - 16));
  const low = y > window.innerHeight - 120;
  const place = low ? { bottom: window.innerHeight - y + 40 } : { top: y };
  return (
    <div className="flame-tip" aria-hidden style={{ left, maxWidth: WIDTH, ...place }}>
      <strong>{told.name(frame)}</strong>
      {frame.depth > 1 ? <span className="quiet">{frame.owner}</span> : null}
      <span>{told.figures(frame)}</span>
    </div>
  );
}

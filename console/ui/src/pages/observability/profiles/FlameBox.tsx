import { memo } from 'react';
import { fits, growthOf, shortName, type Box, type Flame } from './flame';

interface Props {
  box: Box;
  flame: Flame;
  /** A class of the style sheet. */
  hue: string;
  /** How wide it is on the screen. */
  pixels: number;
  search: string;
  /** A caller of what is zoomed to. */
  above: boolean;
  active: boolean;
  zoomed: boolean;
  name: string;
  text: string;
}

/** Narrower ones have no room for a letter. */
const TEXT_PX = 26;

const shown = (share: number): string => `${Number((share * 100).toFixed(4))}%`;

export const FlameBox = memo(function FlameBox(props: Props) {
  const { box, flame, hue, pixels, search, above, active, zoomed, name, text } = props;
  const { frame, x, width } = box;
  const growth = growthOf(flame, frame);
  const look = flame.compared ? (growth > 0 ? 'flame-grown' : 'flame-shrunk') : hue;
  const found = frame.depth > 0 && fits(frame.name, search);
  const dim = search !== '' && !found;
  return (
    <div
      role="treeitem"
      data-frame={frame.id}
      aria-level={frame.depth + 1}
      aria-selected={zoomed}
      aria-label={`${name}, ${text}`}
      tabIndex={active ? 0 : -1}
      className={`flame-box ${look}${above ? ' flame-above' : ''}${found ? ' flame-found' : ''}${dim ? ' flame-dim' : ''}`}
      style={{
        left: shown(x),
        width: shown(width),
        top: `calc(var(--flame-row) * ${frame.depth})`,
        ...(flame.compared ? { '--mix': `${Math.round(Math.abs(growth) * 55)}%` } : {}),
      }}
    >
      {pixels > TEXT_PX ? <span>{frame.depth > 1 ? shortName(name) : name}</span> : null}
    </div>
  );
});

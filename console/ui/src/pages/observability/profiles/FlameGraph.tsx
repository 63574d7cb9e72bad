import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FlameBox } from './FlameBox';
import { FlameTip, type Tip } from './FlameTip';
import { layout, matchedShare, neighbour, type Flame, type Frame } from './flame';
import { hueOf, huesOf } from './hues';
import { useWidth } from './useWidth';
import type { Told } from './told';
import './flame.css';

interface Props {
  flame: Flame;
  search: string;
  /** What fills the width. */
  zoom: Frame;
  onZoom: (frame: Frame) => void;
  label: string;
  told: Told;
}

/** Who calls what and how much is seen in it, from the top down. */
export function FlameGraph({ flame, search, zoom, onZoom, label, told }: Props) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const boxes = useMemo(() => layout(flame, zoom), [flame, zoom]);
  const hues = useMemo(() => huesOf(flame), [flame]);
  const [wanted, setActive] = useState<Frame>();
  const [tip, setTip] = useState<Tip>();
  const active = boxes.some((it) => it.frame === wanted) ? wanted : zoom;
  const rows = boxes.reduce((most, { frame: { depth } }) => Math.max(most, depth + 1), 1);
  const byId = (id: string | undefined) =>
    boxes.find((it) => it.frame.id === Number(id ?? Number.NaN))?.frame;
  const elementOf = (it: Frame) =>
    frame.current?.querySelector<HTMLElement>(`[data-frame="${it.id}"]`);
  const frameAt = (target: EventTarget) =>
    byId((target as HTMLElement).closest<HTMLElement>('[data-frame]')?.dataset['frame']);
  const zoomTo = (it: Frame) => {
    setActive(it);
    setTip(undefined);
    onZoom(it);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = active && neighbour(boxes, active, event.key);
    if (next) {
      setActive(next);
      elementOf(next)?.focus();
    } else if (event.key === 'Enter' && active) zoomTo(active);
    else if (event.key === 'Escape' && zoom.parent) zoomTo(zoom.parent);
    else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const point = ({ target, clientX, clientY }: PointerEvent) => {
    const over = frameAt(target);
    setTip(over && { frame: over, x: clientX, y: clientY + 16 });
  };
  return (
    <div className="flame-frame">
      <div
        ref={frame}
        className="flame"
        role="tree"
        aria-label={label}
        aria-describedby="flame-keys"
        style={{ height: rows * ROW }}
        onKeyDown={onKeyDown}
        onPointerMove={point}
        onPointerLeave={() => setTip(undefined)}
        onBlur={() => setTip(undefined)}
        onFocus={({ target }) => {
          const over = frameAt(target);
          const { left, bottom } = target.getBoundingClientRect();
          if (over) setTip({ frame: over, x: Math.max(left, 0) + 8, y: bottom + 6 });
        }}
        onClick={({ target }) => {
          const chosen = frameAt(target);
          if (chosen) zoomTo(chosen);
        }}
      >
        {boxes.map((box) => (
          <FlameBox
            key={box.frame.id}
            box={box}
            flame={flame}
            hue={hueOf(hues, box.frame)}
            pixels={box.width * width}
            search={search}
            above={box.frame.depth < zoom.depth}
            active={box.frame === active}
            zoomed={box.frame === zoom}
            name={told.name(box.frame)}
            text={told.figures(box.frame)}
          />
        ))}
      </div>
      <p id="flame-keys" className="visually-hidden">
        {t('profiles.keys')}
      </p>
      {tip ? <FlameTip tip={tip} told={told} /> : null}
    </div>
  );
}

/** Height of a row, as the style sheet has it. */
const ROW = 22;

/** What a search has found, in words for everybody. */
export function Matched({ flame, search }: { flame: Flame; search: string }) {
  const { t } = useTranslation();
  const share = useMemo(() => matchedShare(flame, search), [flame, search]);
  return (
    <span role="status" className="flame-matched">
      {search ? t('profiles.matched', { share: (share * 100).toFixed(1) }) : ''}
    </span>
  );
}

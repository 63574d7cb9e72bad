interface Props {
  values: readonly number[];
  /** The value at the top edge. */
  max: number;
  /** How many values fill the width; fewer start at the right edge. */
  slots: number;
  label: string;
}

const WIDTH = 240;
const HEIGHT = 44;

/** A line of the last values, newest at the right. */
export function Sparkline({ values, max, slots, label }: Props) {
  const step = WIDTH / Math.max(1, slots - 1);
  const points = values.slice(-slots).map((value, index, all) => {
    const x = WIDTH - (all.length - 1 - index) * step;
    const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
    return `${x.toFixed(1)},${(HEIGHT - 1.5 - share * (HEIGHT - 3)).toFixed(1)}`;
  });
  const first = points[0]?.split(',')[0];
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {points.length > 1 ? (
        <>
          <polygon points={`${first},${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} />
          <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />
        </>
      ) : null}
    </svg>
  );
}

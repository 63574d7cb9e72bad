import { useTranslation } from 'react-i18next';
import type { Profile } from '../../../api/profiles';
import { bytes, count, elapsed } from '../../../format/format';
import { baseShareOf, shareOf, type Flame, type Frame } from './flame';

/** How a profile's frames are put in words. */
export interface Told {
  name: (frame: Frame) => string;
  figures: (frame: Frame) => string;
}

/** A weight with its unit. */
export function useWeight(): (weight: number, measure: Profile['measure']) => string {
  const { t, i18n } = useTranslation();
  return (weight, measure) => {
    if (measure === 'bytes') return bytes(weight);
    if (measure === 'ms') return elapsed(weight);
    return t('profiles.samples', { count: weight, value: count(weight, i18n.language) });
  };
}

export const percents = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** A change of share in points. */
export const points = (change: number): string =>
  `${change > 0 ? '+' : change < 0 ? '−' : '±'}${percents(Math.abs(change))}`;

export function useTold(flame: Flame, measure: Profile['measure']): Told {
  const { t } = useTranslation();
  const weight = useWeight();
  return {
    name: ({ depth, name }) => (depth === 0 ? t('profiles.all') : name),
    figures: (frame) => {
      const now = shareOf(flame, frame);
      const figures = `${percents(now)}, ${weight(frame.weight, measure)}`;
      if (!flame.compared) return figures;
      const before = baseShareOf(flame, frame);
      const change = points(now - before);
      return t('profiles.change', { figures, before: percents(before), change });
    },
  };
}

import { useTranslation } from 'react-i18next';
import { useNow } from '../components/useNow';
import { duration } from '../format/format';

const PERIOD_MS = 250;

/** How much of a health window has passed, and how much is left. */
export function WindowBar({ fromMs, untilMs }: { fromMs: number; untilMs: number }) {
  const { t, i18n } = useTranslation();
  const now = useNow(PERIOD_MS);
  const length = Math.max(1, untilMs - fromMs);
  const share = Math.min(1, Math.max(0, (now - fromMs) / length));
  // rounded up: nothing is left only at the end
  const leftMs = Math.ceil(Math.max(0, untilMs - now) / 1000) * 1000;
  const left = t('updates.left', { time: duration(leftMs, i18n.language) });
  return (
    <div className="window">
      <div
        className="window-bar"
        role="progressbar"
        aria-label={t('updates.window')}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={left}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <span className="window-left">{left}</span>
    </div>
  );
}

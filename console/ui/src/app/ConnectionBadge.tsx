import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Dot, type Tone } from '../components/Level';
import { useNow } from '../components/useNow';
import type { Phase } from '../live/connection';
import { hurry } from '../live/socket';
import { useLive } from '../live/store';

const TONES: Record<Phase, Tone> = {
  idle: 'quiet',
  connecting: 'info',
  live: 'ok',
  waiting: 'warn',
  ended: 'quiet',
};

/** Whether what is shown is current. */
export function ConnectionBadge() {
  const { t } = useTranslation();
  const { phase, everLive } = useLive(({ connection }) => connection);
  const key = phase === 'connecting' && everLive ? 'reconnecting' : phase;
  const hint = phase === 'live' ? t('connection.liveHint') : t('connection.lostHint');
  return (
    <span className="connection" role="status" aria-label={t('connection.label')} title={hint}>
      <Dot tone={TONES[phase]} pulse={phase === 'connecting'} />
      <span className="connection-text" data-phase={phase}>
        {t(`connection.${key}`)}
      </span>
    </span>
  );
}

/** Attempts after which a lost connection deserves more than a dot. */
const BANNER_AFTER = 2;

export function ConnectionBanner() {
  const { failures, phase } = useLive(({ connection }) => connection);
  const lost = failures >= BANNER_AFTER && (phase === 'waiting' || phase === 'connecting');
  return lost ? <Banner waiting={phase === 'waiting'} /> : null;
}

function Banner({ waiting }: { waiting: boolean }) {
  const { t } = useTranslation();
  const retryAt = useLive((live) => live.retryAt);
  const now = useNow(500);
  const seconds = Math.max(0, Math.ceil(((retryAt ?? now) - now) / 1000));
  return (
    <div className="banner">
      <span role="alert">{t('connection.banner')}</span>
      {waiting ? (
        <span className="banner-quiet">{t('connection.retryIn', { seconds })}</span>
      ) : null}
      <Button size="small" onClick={hurry} disabled={!waiting}>
        {t('connection.retryNow')}
      </Button>
    </div>
  );
}

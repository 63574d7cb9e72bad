import { useTranslation } from 'react-i18next';
import { useNow } from '../../components/useNow';
import { duration } from '../../format/format';
import { useLive } from '../../live/store';

/** Counts on from what the kernel said, by this browser's steady clock. */
export function Uptime({ className, bare = false }: { className?: string; bare?: boolean }) {
  const { t, i18n } = useTranslation();
  const uptimeMs = useLive((live) => live.platform?.uptimeMs) ?? 0;
  const platformAt = useLive((live) => live.platformAt);
  useNow(1000);
  const time = duration(uptimeMs + performance.now() - platformAt, i18n.language);
  return <span className={className}>{bare ? time : t('dashboard.uptime', { time })}</span>;
}

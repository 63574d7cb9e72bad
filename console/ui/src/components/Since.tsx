import { useTranslation } from 'react-i18next';
import { duration } from '../format/format';
import { useNow } from './useNow';

/** How long something has gone on, counted on by this browser's clock. */
export function Since({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const now = useNow(1000);
  return <time dateTime={at}>{duration(now - Date.parse(at), i18n.language)}</time>;
}

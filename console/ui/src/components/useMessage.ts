import { useTranslation } from 'react-i18next';
import { BrokenOff, Problem } from '../api/problem';

/** What an error says to the user. */
export function useMessage(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof Problem && error.status === 0) return t('app.unreachable');
    if (error instanceof BrokenOff) return t('app.brokenOff');
    return error instanceof Error ? error.message : String(error);
  };
}

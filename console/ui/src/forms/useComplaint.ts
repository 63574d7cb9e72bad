import { useTranslation } from 'react-i18next';
import type { Complaint } from './form';

/** What a complaint says to the user. */
export function useComplaint(): (complaint: Complaint | undefined) => string | undefined {
  const { t } = useTranslation();
  return (complaint) =>
    complaint ? t(`invalid.${complaint.key}`, complaint.with ?? {}) : undefined;
}

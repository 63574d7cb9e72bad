import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Outcome, UpdateRecord } from '../../../updates/record';

const TYPES: Record<Outcome, 'info' | 'success' | 'warning' | 'error'> = {
  'under-way': 'info',
  committed: 'success',
  'rolled-back': 'warning',
  abandoned: 'warning',
  failed: 'error',
};

/** How an update ended that was just watched, and what can be done now. */
export function UpdateOver({ record }: { record: UpdateRecord }) {
  const { t } = useTranslation();
  const { outcome, from, to, reason } = record;
  return (
    <Alert
      className="update-over"
      type={TYPES[outcome]}
      showIcon
      closable
      role="status"
      title={t(`updates.over.${outcome}`, { from, to })}
      description={
        <>
          {reason ? <p>{reason}</p> : null}
          <p>{t(`updates.next.${outcome}`, { from, to })}</p>
        </>
      }
    />
  );
}

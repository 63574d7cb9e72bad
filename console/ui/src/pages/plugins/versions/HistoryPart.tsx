import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../../components/Failure';
import { Records } from '../../../updates/Records';
import type { Updates } from './useUpdates';

/** Records shown before more are asked for. */
const FEW = 5;

/** What became of a plugin's updates and rollbacks. */
export function HistoryPart({ records: { data, error, again } }: Pick<Updates, 'records'>) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const records = data?.updates ?? [];
  return (
    <section className="drawer-part" aria-label={t('updates.history')}>
      <h2>{t('updates.history')}</h2>
      {error && !data ? (
        <Failure title={t('updates.historyFailed')} error={error} retry={again} />
      ) : null}
      {data ? <Records records={all ? records : records.slice(0, FEW)} /> : null}
      {records.length > FEW && !all ? (
        <Button size="small" onClick={() => setAll(true)}>
          {t('updates.allHistory', { count: records.length })}
        </Button>
      ) : null}
    </section>
  );
}

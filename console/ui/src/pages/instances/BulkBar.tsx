import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../api/instance';
import { act, type Act } from '../../api/instances';
import { useMessage } from '../../components/useMessage';

interface Props {
  chosen: readonly Instance[];
  onDone: () => void;
}

const ACTS: readonly Act[] = ['start', 'stop', 'restart'];

/** Acts on all instances that are chosen, and names those that refused. */
export function BulkBar({ chosen, onDone }: Props) {
  const { t } = useTranslation();
  const { message, notification } = App.useApp();
  const say = useMessage();
  const [busy, setBusy] = useState<Act>();
  const run = async (what: Act) => {
    setBusy(what);
    const results = await Promise.allSettled(chosen.map(({ id }) => act(id, what)));
    setBusy(undefined);
    const failed = results.flatMap((result, index) =>
      result.status === 'rejected' ? [`${chosen[index]?.id}: ${say(result.reason)}`] : [],
    );
    if (failed.length === 0) {
      void message.success(t('instances.asked', { count: chosen.length }));
      onDone();
      return;
    }
    notification.error({
      title: t('instances.refused', { count: failed.length }),
      description: failed.slice(0, 5).join('\n'),
      style: { whiteSpace: 'pre-line' },
    });
  };
  return (
    <div className="bulk" role="group" aria-label={t('instances.bulk')}>
      <span role="status">{t('instances.chosen', { count: chosen.length })}</span>
      {ACTS.map((what) => (
        <Button
          key={what}
          size="small"
          loading={busy === what}
          disabled={busy !== undefined && busy !== what}
          onClick={() => void run(what)}
        >
          {t(`instances.act.${what}`)}
        </Button>
      ))}
      <Button type="text" size="small" onClick={onDone}>
        {t('instances.unchoose')}
      </Button>
    </div>
  );
}

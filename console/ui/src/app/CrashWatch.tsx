import { App } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { crashedSince } from '../live/crashes';
import { useLive } from '../live/store';

/** Says so when an instance crashes while the console is open. */
export function CrashWatch() {
  const { t } = useTranslation();
  const { notification } = App.useApp();
  const navigate = useNavigate();
  useEffect(
    () =>
      useLive.subscribe(({ instances }, before) => {
        for (const { id, reason } of crashedSince(before.instances, instances)) {
          notification.error({
            key: `crashed-${id}`,
            title: t('instances.crashed', { id }),
            description: reason,
            onClick: () => void navigate(`/instances/${encodeURIComponent(id)}/logs`),
          });
        }
      }),
    [t, notification, navigate],
  );
  return null;
}

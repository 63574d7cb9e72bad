import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLive } from '../../api/instance';
import { act } from '../../api/instances';
import { useMayCall } from '../../app/session';
import { useBench } from './context';
import { arrange } from './layout';
import { useSaving } from './useSaving';
import { useTry } from './useTry';

/** Starts the service with the code as it stands, and ends it. */
export function useRunning() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { instance, again } = useBench();
  const mayCall = useMayCall();
  const { saveAll } = useSaving();
  const attempt = useTry();
  const [busy, setBusy] = useState(false);
  const during = async (work: () => Promise<unknown>) => {
    if (busy || !mayCall) return;
    setBusy(true);
    await attempt(work());
    setBusy(false);
    again();
  };
  const run = () =>
    during(async () => {
      if (!(await saveAll())) {
        void message.warning(t('workspace.notAllSaved'));
        return;
      }
      arrange({ panel: 'output', bottomOpen: true });
      await act(instance.id, isLive(instance) ? 'restart' : 'start');
    });
  const stop = () => during(() => act(instance.id, 'stop'));
  return { run, stop, busy, mayRun: mayCall };
}

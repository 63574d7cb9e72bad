import { App } from 'antd';
import { useState } from 'react';
import { useMessage } from './useMessage';

/** Runs what a button asks for, once at a time, and says what came of it. */
export function useAct() {
  const { message } = App.useApp();
  const say = useMessage();
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>, done?: string): Promise<boolean> => {
    setBusy(true);
    try {
      await work();
      if (done) void message.success(done);
      return true;
    } catch (error) {
      void message.error(say(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}

import { App } from 'antd';
import { useMessage } from '../../components/useMessage';

/** Says why something the user asked for did not work out. */
export function useTry(): (work: Promise<unknown>) => Promise<boolean> {
  const { message } = App.useApp();
  const say = useMessage();
  return (work) =>
    work.then(
      () => true,
      (error: unknown) => {
        void message.error(say(error));
        return false;
      },
    );
}

import { Button } from 'antd';
import { WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useMessage } from './useMessage';
import { Empty } from './Empty';

interface Props {
  title: string;
  error: unknown;
  retry: () => void;
}

/** Something could not be had; offers to try again. */
export function Failure({ title, error, retry }: Props) {
  const { t } = useTranslation();
  const message = useMessage();
  return (
    <div role="alert">
      <Empty
        icon={<WarningOutlined />}
        title={title}
        hint={message(error)}
        action={<Button onClick={retry}>{t('app.retry')}</Button>}
      />
    </div>
  );
}

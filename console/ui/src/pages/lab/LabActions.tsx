import { Button } from 'antd';
import { CaretRightOutlined, StopOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/CopyButton';

interface Props {
  busy: boolean;
  open: boolean;
  line: string;
  onCancel: () => void;
}

/** Execute, cancel, and the same call in a terminal. */
export function LabActions({ busy, open, line, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <div className="try-actions">
        <Button
          type="primary"
          htmlType="submit"
          icon={<CaretRightOutlined aria-hidden />}
          loading={busy}
          disabled={!open}
        >
          {t('lab.exec')}
        </Button>
        {busy ? (
          <Button icon={<StopOutlined aria-hidden />} onClick={onCancel}>
            {t('lab.cancel')}
          </Button>
        ) : null}
        {open ? null : <span className="quiet">{t('lab.notOpen')}</span>}
      </div>
      <div className="cli">
        <span className="cli-label">{t('lab.line')}</span>
        <div className="cli-line">
          <code>{line}</code>
          <CopyButton text={line} />
        </div>
      </div>
    </>
  );
}

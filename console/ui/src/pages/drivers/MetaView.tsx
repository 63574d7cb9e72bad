import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/CopyButton';
import type { ViewProps } from './view';

/** What the driver says about itself, as the kernel reads it. */
export function MetaView({ driver }: ViewProps) {
  const { t } = useTranslation();
  const text = JSON.stringify(driver.meta, null, 2);
  return (
    <div className="answer driver-text">
      <pre tabIndex={0} aria-label={t('drivers.views.meta')}>
        {text}
      </pre>
      <CopyButton text={text} />
    </div>
  );
}

import { Button } from 'antd';
import { WarningOutlined } from '@ant-design/icons';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../components/Empty';

interface State {
  error: unknown;
}

/** Keeps a failing page from taking the console with it. Give it the page's path as key. */
export class PageBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <Failed error={this.state.error} />;
  }
}

/** A failed import stays failed for its module, so only a reload helps in both cases. */
function Failed({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const message = error instanceof Error ? error.message : String(error);
  const missing = /dynamically imported module|preload/i.test(message);
  return (
    <div role="alert" className="page-failed">
      <Empty
        icon={<WarningOutlined />}
        title={t('app.pageFailed')}
        hint={missing ? t('app.chunkFailed') : `${message} ${t('app.pageFailedHint')}`}
        action={<Button onClick={() => window.location.reload()}>{t('app.reload')}</Button>}
      />
    </div>
  );
}

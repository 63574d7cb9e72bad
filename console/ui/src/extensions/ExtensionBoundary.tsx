import { Component, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../components/Loading';

interface Props {
  plugin: string;
  children: ReactNode;
}

/** Keeps what a plugin adds from taking the page with it, when it fails and while it waits. */
export class ExtensionBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render() {
    const { error } = this.state;
    return error === undefined ? (
      <Suspense fallback={<Loading />}>{this.props.children}</Suspense>
    ) : (
      <Failed plugin={this.props.plugin} error={error} />
    );
  }
}

function Failed({ plugin, error }: { plugin: string; error: unknown }) {
  const { t } = useTranslation();
  return (
    <p role="alert" className="extension-failed">
      {t('extensions.failed', { plugin })}{' '}
      <span className="quiet">{error instanceof Error ? error.message : String(error)}</span>
    </p>
  );
}

import { ExportOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { atRoot, CONSOLE } from '../../api/root';
import { NotFound } from '../../app/NotFound';
import { usePreferences } from '../../app/preferences';
import { onShortcut } from '../../app/shortcuts';
import { Loading } from '../../components/Loading';
import { usePageTitle } from '../../components/usePageTitle';
import { LEGACY_LABELS, type LegacyLabel } from './labels';
import './legacy.css';

export default function LegacyPage() {
  const { label } = useParams();
  const known = LEGACY_LABELS.find((it) => it === label);
  return known ? <LegacyFrame key={known} label={known} /> : <NotFound />;
}

/** A page of the OSGi console, in a frame that shares keys, language and theme with us. */
function LegacyFrame({ label }: { label: LegacyLabel }) {
  const { t, i18n } = useTranslation();
  const title = t(`nav.${label}`);
  const url = `${atRoot(CONSOLE)}/${label}`;
  const frame = useRef<HTMLIFrameElement>(null);
  const [loaded, setLoaded] = useState(0);
  const scheme = usePreferences((state) => state.scheme);
  const navigate = useNavigate();
  usePageTitle(title);
  useEffect(() => {
    const inner = frame.current?.contentDocument?.documentElement;
    if (inner) inner.dataset['theme'] = scheme; // the console's branding style sheet follows it
  }, [scheme, loaded]);
  useEffect(() => {
    const inner = frame.current?.contentWindow;
    const listener = (event: KeyboardEvent) => onShortcut(event, (path) => void navigate(path));
    inner?.addEventListener('keydown', listener);
    return () => inner?.removeEventListener('keydown', listener);
  }, [navigate, loaded]);
  return (
    <div className="legacy">
      <header className="page-head legacy-head">
        <h1>{title}</h1>
        <a href={url} target="_blank" rel="noreferrer">
          <ExportOutlined aria-hidden /> {t('legacy.open')}
        </a>
      </header>
      {loaded === 0 ? <Loading /> : null}
      <iframe
        key={i18n.language} // the console picks its language when it writes the page
        ref={frame}
        src={url}
        title={t('legacy.frame', { page: title })}
        onLoad={() => setLoaded((times) => times + 1)}
      />
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { Rejected as File } from '../../api/types';
import { Dot } from '../../components/Level';
import { dateTime } from '../../format/format';

/** Files in the deploy directory that were not taken, and why. */
export function Rejected({ files }: { files: File[] }) {
  const { t, i18n } = useTranslation();
  if (files.length === 0) return null;
  return (
    <section className="rejected" aria-label={t('rejected.title', { count: files.length })}>
      <h2>
        <Dot tone="error" /> {t('rejected.title', { count: files.length })}
        <span>{t('rejected.hint')}</span>
      </h2>
      <ul>
        {files.map(({ file, reason, at }) => (
          <li key={file}>
            <code>{file}</code>
            <span>{reason}</span>
            <time dateTime={at}>{dateTime(at, i18n.language)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}

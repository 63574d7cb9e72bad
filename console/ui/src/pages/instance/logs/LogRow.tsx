import { memo, useContext, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine } from '../../../api/observed';
import { dateTime, stamp } from '../../../format/format';
import { plainText, spans } from './ansi';
import { jsonIn } from './json';
import { linked, LogLinksContext } from './links';
import type { LogView } from './LogToolbar';
import type { LogItem } from './model';
import { marked } from './search';

interface Props {
  item: LogItem;
  view: LogView;
  pattern: RegExp | undefined;
  current: boolean;
}

/** One line, or the mark where lines are missing. */
export const LogRow = memo(function LogRow({ item, view, pattern, current }: Props) {
  const { t } = useTranslation();
  if (item.kind === 'line') {
    return <Line line={item.line} {...{ view, pattern, current }} />;
  }
  const { dropped } = item;
  return (
    <p className="log-gap">
      {dropped === undefined ? t('logs.missed') : t('logs.dropped', { count: dropped })}
    </p>
  );
});

function Line({ line, view, pattern, current }: Omit<Props, 'item'> & { line: LogLine }) {
  const { t, i18n } = useTranslation();
  const { at, level, stream, text, late } = line;
  return (
    <div className={`log-row log-${level}${current ? ' log-current' : ''}`}>
      {view.times ? (
        <time dateTime={at} title={dateTime(at, i18n.language)}>
          {stamp(at)}
        </time>
      ) : null}
      <span className="log-level">{level}</span>
      <span className="log-text">
        {stream === 'stderr' ? null : <span className="chip">{t(`logs.stream.${stream}`)}</span>}
        {late ? (
          <span className="chip" title={t('logs.lateHint')}>
            {t('logs.late')}
          </span>
        ) : null}
        <Text text={text} pattern={pattern} />
        <Json text={text} />
      </span>
    </div>
  );
}

function Text({ text, pattern }: { text: string; pattern: RegExp | undefined }) {
  const links = useContext(LogLinksContext);
  const pieces = useMemo(() => {
    const plain = marked(spans(text), pattern);
    return linked(plain, links?.find(plainText(text)) ?? []);
  }, [text, pattern, links]);
  return pieces.map(({ text: part, style, hit, link }, index): ReactNode => {
    if (link) {
      return (
        <button
          key={index}
          type="button"
          className={`log-link ${style}`}
          onClick={() => links?.open(link)}
        >
          {part}
        </button>
      );
    }
    return hit ? (
      <mark key={index}>{part}</mark>
    ) : (
      <span key={index} className={style || undefined}>
        {part}
      </span>
    );
  });
}

function Json({ text }: { text: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const value = useMemo(() => jsonIn(text), [text]);
  if (value === undefined) return null;
  return (
    <>
      <button
        type="button"
        className="log-json-button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t('logs.json')}
      </button>
      {open ? <pre className="log-json">{JSON.stringify(value, null, 2)}</pre> : null}
    </>
  );
}

import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine } from '../../../api/observed';
import { dateTime, stamp } from '../../../format/format';
import { spans } from './ansi';
import { jsonIn } from './json';
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
  const pieces = useMemo(() => marked(spans(text), pattern), [text, pattern]);
  return pieces.map((piece, index) =>
    piece.hit ? (
      <mark key={index}>{piece.text}</mark>
    ) : (
      <span key={index} className={piece.style || undefined}>
        {piece.text}
      </span>
    ),
  );
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

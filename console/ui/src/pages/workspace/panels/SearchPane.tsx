import { Input } from 'antd';
import { SearchOutlined } from '@ant-design/icons';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { searchFiles, type Match } from '../../../api/files';
import { isAbort } from '../../../api/problem';
import { useMessage } from '../../../components/useMessage';
import { groupBy } from '../../../format/groups';
import { useBench, useWorkspace } from '../context';
import { folderOf, nameOf } from '../model/paths';
import { dirtyFiles } from '../model/state';
import { useSearch } from './searchState';

const PAUSE_MS = 250;

interface Found {
  matches: readonly Match[];
  truncated: boolean;
}

/** Looks for a text in all files, as they are saved. */
export function SearchPane() {
  const { t } = useTranslation();
  const say = useMessage();
  const { session } = useBench();
  const { text, regex, exact, glob } = useSearch();
  const [found, setFound] = useState<Found>();
  const [error, setError] = useState<unknown>();
  const files = useMemo(() => [...groupBy(found?.matches ?? [], ({ path }) => path)], [found]);
  const tree = useWorkspace((it) => it.tree);
  const dirty = useWorkspace((it) => dirtyFiles(it).length > 0);
  useEffect(() => {
    setError(undefined);
    if (text === '') {
      setFound(undefined);
      return undefined;
    }
    const control = new AbortController();
    const timer = setTimeout(() => {
      searchFiles(session.id, { text, regex, case: exact, glob }, control.signal).then(
        ({ matches, truncated = false }) => setFound({ matches, truncated }),
        (failure: unknown) => isAbort(failure) || setError(failure),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [session, text, regex, exact, glob, tree]);
  return (
    <div className="search-pane">
      <div className="search-fields">
        <Input
          type="search"
          autoFocus
          allowClear
          size="small"
          prefix={<SearchOutlined aria-hidden />}
          suffix={<Switches />}
          value={text}
          status={error ? 'error' : ''}
          placeholder={t('workspace.search')}
          aria-label={t('workspace.search')}
          onChange={(event) => useSearch.setState({ text: event.target.value })}
        />
        <Input
          size="small"
          value={glob}
          placeholder="*.js"
          aria-label={t('workspace.glob')}
          onChange={(event) => useSearch.setState({ glob: event.target.value })}
        />
      </div>
      <p className="search-told" role="status">
        {error ? <span className="field-error">{say(error)}</span> : null}
        {found && !error ? t('workspace.matches', { count: found.matches.length }) : null}
        {found?.truncated ? ` ${t('workspace.moreMatches')}` : null}
        {text && dirty ? ` ${t('workspace.searchSaved')}` : null}
      </p>
      <div className="search-list">
        {files.map(([path, matches]) => (
          <div key={path} role="group" className="finds" aria-label={path}>
            <h2>
              {nameOf(path)} <span className="quiet">{folderOf(path)}</span>
              <span className="count-badge">{matches.length}</span>
            </h2>
            <ul>
              {matches.map((match) => (
                <li key={`${match.line}:${match.column}`}>
                  <Hit match={match} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </div>
  );
}

function Switches() {
  const { t } = useTranslation();
  const { regex, exact } = useSearch();
  return (
    <>
      <button
        type="button"
        className="logs-regex"
        aria-pressed={exact}
        aria-label={t('workspace.matchCase')}
        title={t('workspace.matchCase')}
        onClick={() => useSearch.setState({ exact: !exact })}
      >
        Aa
      </button>
      <button
        type="button"
        className="logs-regex"
        aria-pressed={regex}
        aria-label={t('logs.regex')}
        title={t('logs.regex')}
        onClick={() => useSearch.setState({ regex: !regex })}
      >
        .*
      </button>
    </>
  );
}

/** Characters shown before a match. */
const BEFORE = 24;

function Hit({ match }: { match: Match }) {
  const { workspace } = useBench().session;
  const { path, line, column, length, text } = match;
  const at = column - 1;
  const start = Math.max(0, at - BEFORE);
  return (
    <button
      type="button"
      className="find find-hit"
      title={text.trim()}
      onClick={() => void workspace.open(path, { line, column, length })}
    >
      <span className="find-text mono">
        {start > 0 ? '…' : ''}
        {text.slice(start, at).trimStart()}
        <mark>{text.slice(at, at + length)}</mark>
        {text.slice(at + length, at + length + 120)}
      </span>
      <span className="find-place">{line}</span>
    </button>
  );
}

import { useEffect, useState } from 'react';
import { withQuery } from '../../../api/client';
import { linesBefore, type LogFilter, type LogLine } from '../../../api/observed';
import { followLine, type LineState } from '../../../live/line';
import { append, EMPTY_LOG, following, gap, oldest, prepend, resume, type LogModel } from './model';

type Frame =
  { type: 'lines'; lines: LogLine[] } | { type: 'gap'; dropped: number } | { type: 'ping' };

/** Lines that are there at once. */
const LINES_FIRST = 200;

/** An instance's log as it is written. Another filter or process is another log. */
export function useLogs(id: string, supervised: string, filter: LogFilter) {
  const { level, stream } = filter;
  const [model, setModel] = useState(EMPTY_LOG);
  const [state, setState] = useState<LineState>('connecting');
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    let again = true;
    setModel(({ follow }) => ({ ...EMPTY_LOG, follow }));
    setError(undefined);
    const path = withQuery('/ws/logs', { instanceId: id, level, stream, lines: LINES_FIRST });
    return followLine<Frame>(path, {
      onFrame: (frame) => {
        if (frame.type === 'gap') setModel((it) => gap(it, frame.dropped));
        if (frame.type !== 'lines') return;
        const first = again;
        again = false;
        setModel((it) => (first ? begun(it, frame.lines) : append(it, frame.lines)));
      },
      onState: (next) => {
        again ||= next === 'connecting';
        setState(next);
      },
    });
  }, [id, supervised, level, stream]);

  const loadOlder = async () => {
    const before = oldest(model);
    if (!before || loading) return;
    setLoading(true);
    setError(undefined);
    try {
      const page = await linesBefore(id, before, filter);
      setModel((it) =>
        oldest(it) === before
          ? prepend(it, page.lines, page.before === null || page.lines.length === 0)
          : it,
      );
    } catch (failure) {
      setError(failure);
    } finally {
      setLoading(false);
    }
  };
  const setFollow = (follow: boolean) =>
    setModel((it) => (it.follow === follow ? it : following(it, follow)));
  return { model, state, loading, error, loadOlder, setFollow };
}

/** Fewer lines than were asked for are all there are. */
function begun(model: LogModel, lines: LogLine[]): LogModel {
  const next = resume(model, lines);
  return lines.length < LINES_FIRST && model.items.length === 0
    ? { ...next, complete: true }
    : next;
}

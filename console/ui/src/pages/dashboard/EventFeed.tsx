import { Button, Input, Select } from 'antd';
import { HistoryOutlined, SearchOutlined } from '@ant-design/icons';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EVENT_LEVELS, type KernelEvent } from '../../api/types';
import { Empty } from '../../components/Empty';
import { Failure } from '../../components/Failure';
import { Panel } from '../../components/Panel';
import { useQueryParam } from '../../components/useQueryParam';
import { gathered, matches } from '../../format/event';
import { catchUp, loadOlder, mayLoadOlder } from '../../live/events';
import { useLive } from '../../live/store';
import { EventList } from './EventList';

/** Rows shown at first, and added by each wish for older ones. */
const STEP = 100;

/** What happened, newest first, as it happens. */
export function EventFeed() {
  const { t } = useTranslation();
  const feed = useLive((live) => live.feed);
  const feedError = useLive((live) => live.feedError);
  const [filter, setFilter] = useQueryParam('q');
  const [level, setLevel] = useQueryParam('level');
  const [shown, setShown] = useState(STEP);
  const chosen = useMemo(
    () => gathered(select(feed.events, filter, level).reverse()),
    [feed.events, filter, level],
  );
  const rows = chosen.slice(0, shown);
  const older = async () => {
    setShown(shown + STEP);
    if (chosen.length >= shown + STEP) return;
    await loadOlder((it) => gathered(select(it.events, filter, level)).length >= shown + STEP);
  };
  const levels = EVENT_LEVELS.map((value) => ({ value, label: t(`events.levels.${value}`) }));
  const filters = (
    <div className="feed-filters">
      <Input
        type="search"
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        value={filter}
        placeholder={t('events.filter')}
        aria-label={t('events.filter')}
        onChange={(event) => setFilter(event.target.value)}
      />
      <Select
        aria-label={t('events.level')}
        value={level}
        options={[{ value: '', label: t('events.allLevels') }, ...levels]}
        onChange={setLevel}
      />
    </div>
  );
  return (
    <Panel title={t('events.title')} extra={filters} className="feed">
      {feedError ? (
        <Failure
          title={t('events.failed')}
          error={feedError}
          retry={() => void catchUp(feed.known + 1)}
        />
      ) : null}
      {rows.length > 0 ? <EventList entries={rows} /> : <Nothing count={feed.events.length} />}
      <Older more={chosen.length > shown} load={older} />
    </Panel>
  );
}

const select = (events: readonly KernelEvent[], filter: string, level: string) =>
  events.filter((it) => (!level || it.level === level) && matches(it, filter));

function Nothing({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<HistoryOutlined />}
      title={count > 0 ? t('events.noMatch') : t('events.empty')}
      hint={count > 0 ? t('events.noMatchHint', { count }) : t('events.emptyHint')}
    />
  );
}

/** The end of the list: a way on, or why there is none. */
function Older({ more, load }: { more: boolean; load: () => Promise<void> }) {
  const { t } = useTranslation();
  const feed = useLive((live) => live.feed);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = () => {
    setLoading(true);
    setError(undefined);
    load()
      .catch(setError)
      .finally(() => setLoading(false));
  };
  if (error) return <Failure title={t('events.failed')} error={error} retry={run} />;
  if (feed.events.length === 0) return null;
  if (more || mayLoadOlder(feed)) {
    return (
      <Button className="older" loading={loading} onClick={run}>
        {t('events.older')}
      </Button>
    );
  }
  return <p className="panel-foot">{feed.complete ? t('events.complete') : t('events.full')}</p>;
}

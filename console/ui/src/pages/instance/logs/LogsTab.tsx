import { Alert, Button } from 'antd';
import { DownOutlined, FileTextOutlined } from '@ant-design/icons';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VirtuosoHandle } from 'react-virtuoso';
import { Empty } from '../../../components/Empty';
import { Loading } from '../../../components/Loading';
import { useMessage } from '../../../components/useMessage';
import { useQueryParam } from '../../../components/useQueryParam';
import type { TabProps } from '../tabs';
import { LogList } from './LogList';
import { LogToolbar, type LogView } from './LogToolbar';
import { compiled, found, step } from './search';
import { useLogs } from './useLogs';
import './logs.css';

/** An instance's log, followed live. */
export default function LogsTab({ instance: { id, supervised } }: TabProps) {
  const { t } = useTranslation();
  const [level] = useQueryParam('level');
  const [stream] = useQueryParam('stream');
  const [text] = useQueryParam('q');
  const [regex] = useQueryParam('regex');
  const logs = useLogs(id, supervised, { level, stream });
  const [view, setView] = useState<LogView>({ times: true, wrap: true });
  const [current, setCurrent] = useState<number>();
  const list = useRef<VirtuosoHandle>(null);
  const { model } = logs;
  const search = useMemo(() => compiled({ text, regex: regex === '1' }), [text, regex]);
  const pattern = search instanceof RegExp ? search : undefined;
  const hits = useMemo(() => found(model.items, pattern), [model.items, pattern]);
  const at = current === undefined ? -1 : current - model.first;

  const go = (by: 1 | -1) => {
    const from = at < 0 && by === -1 ? model.items.length : at;
    const next = step(hits, from, by);
    if (next === undefined) return;
    logs.setFollow(false);
    setCurrent(model.first + next);
    list.current?.scrollToIndex({ index: next, align: 'center' });
  };
  const toEnd = () => {
    logs.setFollow(true);
    list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  };
  return (
    <section className="panel logs" aria-label={t('logs.title')}>
      <LogToolbar
        id={id}
        view={view}
        onView={setView}
        hits={{ total: hits.length, current: hits.indexOf(at) + 1 }}
        invalid={search instanceof Error ? search.message : undefined}
        onStep={go}
        follow={model.follow}
        onFollow={(follow) => (follow ? toEnd() : logs.setFollow(false))}
      />
      {logs.state === 'waiting' ? (
        <Alert type="warning" showIcon title={t('logs.lost')} className="logs-lost" />
      ) : null}
      {model.items.length === 0 ? (
        <Nothing filtered={Boolean(level || stream)} live={logs.state === 'live'} />
      ) : (
        <div className="logs-frame">
          <LogList
            ref={list}
            model={model}
            view={view}
            pattern={pattern}
            current={current}
            header={<Older {...logs} />}
            onFollow={logs.setFollow}
          />
          {model.follow ? null : (
            <Button
              className="logs-new"
              size="small"
              type="primary"
              icon={<DownOutlined aria-hidden />}
              onClick={toEnd}
            >
              {model.unseen > 0 ? t('logs.unseen', { count: model.unseen }) : t('logs.toEnd')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Nothing({ filtered, live }: { filtered: boolean; live: boolean }) {
  const { t } = useTranslation();
  if (!live) return <Loading />;
  return (
    <Empty
      icon={<FileTextOutlined />}
      title={filtered ? t('logs.noMatch') : t('logs.empty')}
      hint={filtered ? t('logs.noMatchHint') : t('logs.emptyHint')}
    />
  );
}

/** The top of the list: a way on, or why there is none. */
function Older({ model, loading, error, loadOlder }: ReturnType<typeof useLogs>) {
  const { t } = useTranslation();
  const say = useMessage();
  if (model.complete) return <p className="logs-older quiet">{t('logs.beginning')}</p>;
  return (
    <div className="logs-older">
      {error ? <span role="alert">{say(error)} </span> : null}
      <Button size="small" loading={loading} onClick={() => void loadOlder()}>
        {error ? t('app.retry') : t('logs.older')}
      </Button>
    </div>
  );
}

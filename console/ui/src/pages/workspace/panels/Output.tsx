import { Alert, Button } from 'antd';
import {
  ClearOutlined,
  ClockCircleOutlined,
  DownloadOutlined,
  DownOutlined,
  FileTextOutlined,
  VerticalAlignBottomOutlined,
} from '@ant-design/icons';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VirtuosoHandle } from 'react-virtuoso';
import { instancePath } from '../../../api/instances';
import { atRoot } from '../../../api/root';
import { Empty } from '../../../components/Empty';
import { LogLinksContext, type LogLinks } from '../../instance/logs/links';
import { LogList } from '../../instance/logs/LogList';
import { Toggle } from '../../instance/logs/Toggle';
import { useLogs } from '../../instance/logs/useLogs';
import { useBench, useWorkspace } from '../context';
import { placesIn } from '../model/traces';
import '../../instance/logs/logs.css';

const ALL = { level: '', stream: '' };

/** The service's log as it is written. Places in stack traces lead to the code. */
export function Output() {
  const { t } = useTranslation();
  const { instance } = useBench();
  const { id, supervised } = instance;
  const logs = useLogs(id, supervised, ALL);
  const [cleared, setCleared] = useState(0);
  const [times, setTimes] = useState(false);
  const list = useRef<VirtuosoHandle>(null);
  const links = useLinks();
  const model = useMemo(() => {
    const skipped = Math.max(0, cleared - logs.model.first);
    return {
      ...logs.model,
      items: logs.model.items.slice(skipped),
      first: logs.model.first + skipped,
    };
  }, [logs.model, cleared]);
  const toEnd = () => {
    logs.setFollow(true);
    list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  };
  return (
    <div className="output">
      <div className="output-tools">
        <Toggle
          label={t('logs.times')}
          icon={<ClockCircleOutlined />}
          on={times}
          onChange={setTimes}
        />
        <Toggle
          label={t('logs.follow')}
          icon={<VerticalAlignBottomOutlined />}
          on={model.follow}
          onChange={(follow) => (follow ? toEnd() : logs.setFollow(false))}
        />
        <Button
          type="text"
          icon={<ClearOutlined />}
          aria-label={t('workspace.clear')}
          title={t('workspace.clear')}
          onClick={() => setCleared(model.first + model.items.length)}
        />
        <Button
          type="text"
          icon={<DownloadOutlined />}
          href={atRoot(instancePath(id, '/logs/download'))}
          download={`${id}.log`}
          aria-label={t('logs.download')}
          title={t('logs.download')}
        />
      </div>
      {logs.state === 'waiting' ? (
        <Alert type="warning" showIcon title={t('logs.lost')} className="logs-lost" />
      ) : null}
      {model.items.length === 0 ? (
        <Empty
          icon={<FileTextOutlined />}
          title={t('workspace.noOutput')}
          hint={t('workspace.noOutputHint')}
        />
      ) : (
        <div className="logs-frame">
          <LogLinksContext value={links}>
            <LogList
              ref={list}
              model={model}
              view={{ times, wrap: true }}
              pattern={undefined}
              current={undefined}
              header={null}
              onFollow={logs.setFollow}
            />
          </LogLinksContext>
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
    </div>
  );
}

function useLinks(): LogLinks {
  const { session, instance } = useBench();
  const entries = useWorkspace((it) => it.tree.entries);
  const { directory } = instance;
  return useMemo(
    () => ({
      find: (text) => placesIn(text, directory, entries),
      open: (place) => void session.workspace.open(place.path, place),
    }),
    [session, entries, directory],
  );
}

import { Button, Input, Select } from 'antd';
import {
  ClockCircleOutlined,
  DownloadOutlined,
  DownOutlined,
  SearchOutlined,
  UpOutlined,
  VerticalAlignBottomOutlined,
} from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { instancePath } from '../../../api/instances';
import { LOG_LEVELS, LOG_STREAMS } from '../../../api/observed';
import { atRoot } from '../../../api/root';
import { useQueryParam } from '../../../components/useQueryParam';
import { Toggle } from './Toggle';

export interface LogView {
  times: boolean;
  wrap: boolean;
}

interface Props {
  id: string;
  view: LogView;
  onView: (view: LogView) => void;
  hits: { total: number; current: number };
  invalid: string | undefined;
  onStep: (by: 1 | -1) => void;
  follow: boolean;
  onFollow: (follow: boolean) => void;
}

export function LogToolbar(props: Props) {
  const { t } = useTranslation();
  const { id, view, onView, follow, onFollow } = props;
  return (
    <div className="toolbar logs-toolbar">
      <SearchField {...props} />
      <Filters />
      <span className="logs-toggles">
        <Toggle
          label={t('logs.times')}
          icon={<ClockCircleOutlined />}
          on={view.times}
          onChange={(times) => onView({ ...view, times })}
        />
        <Toggle
          label={t('logs.wrap')}
          icon="↵"
          on={view.wrap}
          onChange={(wrap) => onView({ ...view, wrap })}
        />
        <Toggle
          label={t('logs.follow')}
          icon={<VerticalAlignBottomOutlined />}
          on={follow}
          onChange={onFollow}
        />
        <Button
          type="text"
          icon={<DownloadOutlined aria-hidden />}
          href={atRoot(instancePath(id, '/logs/download'))}
          download={`${id}.log`}
          aria-label={t('logs.download')}
          title={t('logs.download')}
        />
      </span>
    </div>
  );
}

function SearchField({ hits, invalid, onStep }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useQueryParam('q');
  const [regex, setRegex] = useQueryParam('regex');
  const told = t('logs.hits', { current: hits.current, total: hits.total });
  return (
    <span className="logs-search">
      <Input
        type="search"
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        suffix={
          <button
            type="button"
            className="logs-regex"
            aria-pressed={regex === '1'}
            aria-label={t('logs.regex')}
            title={t('logs.regex')}
            onClick={() => setRegex(regex ? '' : '1')}
          >
            .*
          </button>
        }
        value={text}
        status={invalid ? 'error' : ''}
        title={invalid}
        placeholder={t('logs.search')}
        aria-label={t('logs.search')}
        aria-invalid={invalid !== undefined}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && onStep(event.shiftKey ? -1 : 1)}
      />
      <span className="logs-hits" role="status">
        {text ? (invalid ?? told) : ''}
      </span>
      <Button
        type="text"
        icon={<UpOutlined />}
        aria-label={t('logs.previous')}
        disabled={hits.total === 0}
        onClick={() => onStep(-1)}
      />
      <Button
        type="text"
        icon={<DownOutlined />}
        aria-label={t('logs.next')}
        disabled={hits.total === 0}
        onClick={() => onStep(1)}
      />
    </span>
  );
}

function Filters() {
  const { t } = useTranslation();
  const [level, setLevel] = useQueryParam('level');
  const [stream, setStream] = useQueryParam('stream');
  const levels = LOG_LEVELS.slice(1).map((value) => ({ value, label: t(`logs.level.${value}`) }));
  const streams = LOG_STREAMS.map((value) => ({ value, label: t(`logs.stream.${value}`) }));
  return (
    <>
      <Select
        aria-label={t('logs.levelFilter')}
        value={level}
        options={[{ value: '', label: t('logs.allLevels') }, ...levels]}
        onChange={setLevel}
      />
      <Select
        aria-label={t('logs.streamFilter')}
        value={stream}
        options={[{ value: '', label: t('logs.allStreams') }, ...streams]}
        onChange={setStream}
      />
    </>
  );
}

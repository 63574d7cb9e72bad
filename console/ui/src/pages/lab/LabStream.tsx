import { Button, Input, Select } from 'antd';
import { ClearOutlined, DownloadOutlined, SearchOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../components/Panel';
import { inline, stamp } from '../../format/format';
import { DIRECTIONS, exported, filtered, type Direction, type Entry } from './session';
import { useStickToEnd } from './useStickToEnd';

const ARROWS: Record<Direction, string> = { in: '←', out: '→', host: '·' };

interface Props {
  entries: readonly Entry[];
  name: string;
  onClear: () => void;
}

/** Every message between host and driver, oldest first. */
export function LabStream({ entries, name, onClear }: Props) {
  const { t } = useTranslation();
  const [direction, setDirection] = useState('');
  const [text, setText] = useState('');
  const shown = filtered(entries, direction, text);
  const stick = useStickToEnd(shown.at(-1)?.key);
  const tools = (
    <div className="lab-tools">
      <Input
        type="search"
        allowClear
        size="small"
        prefix={<SearchOutlined aria-hidden />}
        value={text}
        placeholder={t('lab.filter')}
        aria-label={t('lab.filter')}
        onChange={(event) => setText(event.target.value)}
      />
      <Select
        size="small"
        aria-label={t('lab.direction')}
        value={direction}
        options={[
          { value: '', label: t('lab.allDirections') },
          ...DIRECTIONS.map((value) => ({ value, label: t(`lab.directions.${value}`) })),
        ]}
        onChange={setDirection}
      />
      <Button
        type="text"
        size="small"
        icon={<ClearOutlined />}
        aria-label={t('lab.clear')}
        title={t('lab.clear')}
        disabled={entries.length === 0}
        onClick={onClear}
      />
      <Button
        type="text"
        size="small"
        icon={<DownloadOutlined />}
        aria-label={t('lab.export')}
        title={t('lab.export')}
        disabled={shown.length === 0}
        onClick={() => save(`${name}.jsonl`, exported(shown))}
      />
    </div>
  );
  return (
    <Panel title={t('lab.stream')} extra={tools}>
      {shown.length === 0 ? <p className="quiet">{t('lab.silent')}</p> : null}
      <ol className="lab-stream" tabIndex={0} aria-label={t('lab.stream')} {...stick}>
        {shown.map((entry) => (
          <Row key={entry.key} entry={entry} />
        ))}
      </ol>
    </Panel>
  );
}

function Row({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  const { at, direction, kind, data } = entry;
  const time = new Date(at).toISOString();
  return (
    <li className={`lab-${direction} lab-kind-${kind.replace('.', '-')}`}>
      <details>
        <summary>
          <time dateTime={time}>{stamp(time)}</time>
          <span aria-hidden>{ARROWS[direction]}</span>
          <span className="visually-hidden">{t(`lab.directions.${direction}`)}</span>
          <strong>{kind}</strong>
          <code>{inline(data)}</code>
        </summary>
        <pre>{JSON.stringify(data, null, 2)}</pre>
      </details>
    </li>
  );
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

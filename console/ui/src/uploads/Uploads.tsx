import { Button, Progress } from 'antd';
import { CloseOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dot, type Tone } from '../components/Level';
import { useMessage } from '../components/useMessage';
import { bytes } from '../format/format';
import { WRONG_KIND, type Upload, type UploadQueue } from './queue';

const TONES: Record<Upload<unknown>['state'], Tone> = {
  waiting: 'quiet',
  sending: 'info',
  done: 'ok',
  failed: 'error',
};

interface Props<T> {
  queue: UploadQueue<T>;
  /** What a finished upload brought. */
  told: (result: T) => ReactNode;
}

export function Uploads<T>({ queue, told }: Props<T>) {
  const { t } = useTranslation();
  const list = queue.use((state) => state.list);
  if (list.length === 0) return null;
  return (
    <ul className="uploads" aria-label={t('upload.list')}>
      {list.map((upload) => (
        <Row key={upload.key} upload={upload} queue={queue} told={told} />
      ))}
    </ul>
  );
}

function Row<T>({ upload, queue, told }: Props<T> & { upload: Upload<T> }) {
  const { t } = useTranslation();
  const words = useWords({ queue, told });
  const { key, file, state, sent } = upload;
  return (
    <li className={`upload upload-${state}`}>
      <Dot tone={TONES[state]} pulse={state === 'sending'} />
      <div className="upload-what">
        <p>
          <strong>{file.name}</strong> <span className="quiet">{bytes(file.size)}</span>
        </p>
        <p role={state === 'failed' ? 'alert' : 'status'}>{words(upload)}</p>
        {state === 'sending' ? (
          <Progress
            percent={Math.round(sent * 100)}
            showInfo={false}
            size="small"
            aria-label={t('upload.sending', { file: file.name })}
          />
        ) : null}
      </div>
      {state === 'done' || state === 'failed' ? (
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('upload.dismiss', { file: file.name })}
          onClick={() => queue.dismiss(key)}
        />
      ) : null}
    </li>
  );
}

function useWords<T>({ queue, told }: Props<T>): (upload: Upload<T>) => ReactNode {
  const { t } = useTranslation();
  const message = useMessage();
  return ({ state, sent, file, result, error }) => {
    switch (state) {
      case 'waiting':
        return t('upload.waiting');
      case 'sending':
        return sent < 1 ? t('upload.sending', { file: file.name }) : t('upload.installing');
      case 'done':
        return result === undefined ? '' : told(result);
      case 'failed':
        return error === WRONG_KIND
          ? t('upload.wrongKind', { ending: queue.ending })
          : `${t('upload.failed')}: ${message(error)}`;
    }
  };
}

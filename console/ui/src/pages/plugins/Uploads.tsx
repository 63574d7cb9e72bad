import { Button, Progress } from 'antd';
import { CloseOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Dot, type Tone } from '../../components/Level';
import { useMessage } from '../../components/useMessage';
import { bytes } from '../../format/format';
import { dismiss, NOT_A_JAR, useUploads, type Upload } from './uploads';

const TONES: Record<Upload['state'], Tone> = {
  waiting: 'quiet',
  sending: 'info',
  done: 'ok',
  failed: 'error',
};

export function Uploads() {
  const { t } = useTranslation();
  const list = useUploads((state) => state.list);
  if (list.length === 0) return null;
  return (
    <ul className="uploads" aria-label={t('upload.list')}>
      {list.map((upload) => (
        <Row key={upload.key} upload={upload} />
      ))}
    </ul>
  );
}

function Row({ upload }: { upload: Upload }) {
  const { t } = useTranslation();
  const words = useWords();
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
          onClick={() => dismiss(key)}
        />
      ) : null}
    </li>
  );
}

function useWords(): (upload: Upload) => string {
  const { t } = useTranslation();
  const message = useMessage();
  return ({ state, sent, file, plugin, error }) => {
    switch (state) {
      case 'waiting':
        return t('upload.waiting');
      case 'sending':
        return sent < 1 ? t('upload.sending', { file: file.name }) : t('upload.installing');
      case 'done':
        return plugin ? t('upload.done', { id: plugin.id, version: plugin.version }) : '';
      case 'failed':
        return error === NOT_A_JAR
          ? t('upload.notJar')
          : `${t('upload.failed')}: ${message(error)}`;
    }
  };
}

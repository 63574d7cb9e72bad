import { Button } from 'antd';
import { UploadOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryParam } from '../components/useQueryParam';

interface Props {
  /** What the file chooser offers. */
  accept: string;
  onFiles: (files: Iterable<File>) => void;
}

export function UploadButton({ accept, onFiles }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useQueryParam('upload');
  useEffect(() => {
    if (!asked) return; // the command palette asks by the URL
    setAsked('');
    input.current?.click();
  }, [asked, setAsked]);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = ''; // the same file may be chosen again
        }}
      />
      <Button
        type="primary"
        className="page-action"
        icon={<UploadOutlined aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {t('upload.button')}
      </Button>
    </>
  );
}

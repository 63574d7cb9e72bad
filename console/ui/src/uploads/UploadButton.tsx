import { Button } from 'antd';
import { UploadOutlined } from '@ant-design/icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryParam } from '../components/useQueryParam';
import { useFiles } from './useFiles';

interface Props {
  /** What the file chooser offers. */
  accept: string;
  onFiles: (files: Iterable<File>) => void;
}

export function UploadButton({ accept, onFiles }: Props) {
  const { t } = useTranslation();
  const { field, choose } = useFiles(accept, onFiles);
  const [asked, setAsked] = useQueryParam('upload');
  useEffect(() => {
    if (!asked) return; // the command palette asks by the URL
    setAsked('');
    choose();
  }, [asked, setAsked]);
  return (
    <>
      {field}
      <Button
        type="primary"
        className="page-action"
        icon={<UploadOutlined aria-hidden />}
        onClick={choose}
      >
        {t('upload.button')}
      </Button>
    </>
  );
}

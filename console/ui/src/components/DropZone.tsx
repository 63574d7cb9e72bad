import { InboxOutlined } from '@ant-design/icons';
import { useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  disabled: boolean;
  onFiles: (files: Iterable<File>) => void;
  children: ReactNode;
}

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** Takes files that are dropped anywhere on its content. */
export function DropZone({ disabled, onFiles, children }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault(); // even when disabled: the browser would leave for the file
    event.dataTransfer.dropEffect = disabled ? 'none' : 'copy';
    setOver(!disabled);
  };
  const onDragLeave = (event: DragEvent<HTMLDivElement>) => {
    const into = event.relatedTarget as Node | null;
    if (!into || !event.currentTarget.contains(into)) setOver(false);
  };
  const onDrop = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setOver(false);
    if (!disabled) onFiles(event.dataTransfer.files);
  };
  return (
    <div className="drop" {...{ onDragOver, onDragLeave, onDrop }}>
      {children}
      {over ? (
        <div className="drop-here">
          <InboxOutlined aria-hidden />
          {t('plugins.dropHere')}
        </div>
      ) : null}
    </div>
  );
}

import { Button, Select, Skeleton } from 'antd';
import { DownloadOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DOC_FORMATS, docsUrl, readDocs, type DocFormat } from '../../api/packages';
import { Failure } from '../../components/Failure';
import { useAsked } from '../../components/useAsked';
import type { ViewProps } from './view';

const NAMES: Record<DocFormat, { label: string; ending: string }> = {
  markdown: { label: 'Markdown', ending: 'md' },
  html: { label: 'HTML', ending: 'html' },
  openapi: { label: 'OpenAPI', ending: 'openapi.json' },
  ts: { label: 'TypeScript', ending: 'd.ts' },
  'json-schema': { label: 'JSON Schema', ending: 'schema.json' },
  json: { label: 'JSON', ending: 'meta.json' },
};

/** The driver's manual in any of the forms the kernel writes. */
export function DocsView({ driver, version }: ViewProps) {
  const { id } = driver;
  const { t } = useTranslation();
  const [format, setFormat] = useState<DocFormat>('html');
  const asked = useAsked(`${version} ${format}`, (signal) =>
    readDocs(driver, format, version, signal),
  );
  const { label, ending } = NAMES[format];
  return (
    <>
      <div className="toolbar">
        <Select<DocFormat>
          aria-label={t('drivers.format')}
          value={format}
          options={DOC_FORMATS.map((value) => ({ value, label: NAMES[value].label }))}
          onChange={setFormat}
        />
        <Button
          icon={<DownloadOutlined aria-hidden />}
          href={docsUrl(driver, format, version)}
          download={`${id}-${version}.${ending}`}
        >
          {t('drivers.download')}
        </Button>
      </div>
      {asked.error && asked.data === undefined ? (
        <Failure title={t('drivers.docsFailed')} error={asked.error} retry={asked.again} />
      ) : asked.data === undefined ? (
        <Skeleton active />
      ) : format === 'html' ? (
        <iframe className="driver-html" sandbox="" srcDoc={asked.data} title={`${id} ${label}`} />
      ) : (
        <div className="answer driver-text">
          <pre tabIndex={0} aria-label={label}>
            {asked.data}
          </pre>
        </div>
      )}
    </>
  );
}

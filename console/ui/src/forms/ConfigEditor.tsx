import { Alert, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Config } from '../api/instance';
import type { Param } from '../api/types';
import { Fields, type Errors } from './Fields';
import type { Draft } from './useDraft';
import './forms.css';

interface Props {
  fields: readonly Param[];
  draft: Draft;
  /** What the kernel said, by path. */
  refused: Errors;
}

/** A configuration as a form or as JSON; both edit the same draft. */
export function ConfigEditor({ fields, draft, refused }: Props) {
  const { t } = useTranslation();
  const [json, setJson] = useState<string>();
  const errors = { ...draft.errors, ...refused };
  const [placed, unplaced] = [true, false].map((wanted) =>
    Object.entries(errors).filter(([path]) => isPlaced(fields, path) === wanted),
  );
  const wrong = json !== undefined && parsed(json) === undefined;
  const choose = (mode: string) => setJson(mode === 'json' ? written(draft.values) : undefined);
  const write = (text: string) => {
    setJson(text);
    const values = parsed(text);
    draft.setBlocked(values === undefined);
    if (values) draft.setValues(values);
  };
  return (
    <div className="config-editor">
      <Segmented
        className="config-mode"
        aria-label={t('form.view')}
        value={json === undefined ? 'form' : 'json'}
        options={[
          { value: 'form', label: t('form.form') },
          { value: 'json', label: 'JSON' },
        ]}
        disabled={wrong}
        onChange={choose}
      />
      {unplaced?.map(([path, text]) => (
        <Alert key={path} type="error" showIcon title={path ? `${path}: ${text}` : text} />
      ))}
      {json === undefined ? (
        <Fields fields={fields} branch={draft.branch} errors={errors} onChange={draft.setBranch} />
      ) : (
        <>
          <Input.TextArea
            className="mono"
            aria-label={t('form.json')}
            value={json}
            status={wrong ? 'error' : ''}
            autoSize={{ minRows: 8, maxRows: 30 }}
            spellCheck={false}
            onChange={(event) => write(event.target.value)}
          />
          <p className="field-error" aria-live="polite">
            {wrong ? t('invalid.object') : placed?.map(([at, it]) => `${at}: ${it} `)}
          </p>
        </>
      )}
    </div>
  );
}

/** Integers past 2^53 as texts: the form reads both alike. */
const written = (values: Config): string =>
  JSON.stringify(values, (_, it: unknown) => (typeof it === 'bigint' ? `${it}` : it), 2);

function parsed(text: string): Config | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    const plain = typeof value === 'object' && value !== null && !Array.isArray(value);
    return plain ? (value as Config) : undefined;
  } catch {
    return undefined;
  }
}

const isPlaced = (fields: readonly Param[], path: string): boolean =>
  fields.some(({ name }) => name === path.split(/[.[]/, 1)[0]);

import { useTranslation } from 'react-i18next';
import type { ConfigChange } from '../api/instance';
import { isSensitive, MASK, type Param } from '../api/types';
import { inline } from '../format/format';

interface Props {
  changes: readonly ConfigChange[];
  /** Say which values are secret. */
  fields: readonly Param[];
  label: string;
}

/** What differs, place by place. */
export function Changes({ changes, fields, label }: Props) {
  const { t } = useTranslation();
  return (
    <table className="changes" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('form.field')}</th>
          <th scope="col">{t('form.before')}</th>
          <th scope="col">{t('form.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ path, before, after }) => {
          const shown = (value: unknown) => (isSecret(fields, path) ? MASK : text(value));
          return (
            <tr key={path}>
              <th scope="row">
                <code>{path}</code>
              </th>
              <td>{before == null ? '–' : <del>{shown(before)}</del>}</td>
              <td>{after == null ? '–' : <ins>{shown(after)}</ins>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const text = (value: unknown): string => (typeof value === 'bigint' ? `${value}` : inline(value));

/** Whether a place is, lies in or holds what has to stay hidden. */
export function isSecret(fields: readonly Param[], path: string): boolean {
  const [, name = '', rest = ''] = /^\.?([^.[]+)(.*)$/.exec(path) ?? [];
  const field = fields.find((it) => it.name === name);
  return field !== undefined && isSecretIn(field, rest);
}

function isSecretIn(field: Param, rest: string): boolean {
  if (isSensitive(field)) return true;
  const item = /^\[\d+\](.*)$/.exec(rest);
  if (item && field.items) return isSecretIn(field.items, item[1] ?? '');
  if (rest) return isSecret(field.fields ?? [], rest);
  const parts = [...(field.fields ?? []), ...(field.items ? [field.items] : [])];
  return parts.some((it) => isSecretIn(it, ''));
}

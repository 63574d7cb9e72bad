import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StateEntry } from '../../../api/state';
import { dateTime } from '../../../format/format';
import { lineText } from './values';

interface Props<T extends StateEntry> {
  entries: readonly T[];
  label: string;
  /** Makes keys openable. */
  onOpen?: (key: string) => void;
  /** A column more, at the end. */
  extra?: { title: string; of: (entry: T) => ReactNode };
}

/** Versions of keys: value, stamp, by whom and when. */
export function EntryTable<T extends StateEntry>({ entries, label, onOpen, extra }: Props<T>) {
  const { t, i18n } = useTranslation();
  return (
    <div className="table-frame" role="group" aria-label={label} tabIndex={0}>
      <table className="plain-table state-table">
        <thead>
          <tr>
            <th scope="col">{t('state.column.key')}</th>
            <th scope="col">{t('state.column.value')}</th>
            <th scope="col">{t('state.column.at')}</th>
            <th scope="col">{t('state.column.by')}</th>
            <th scope="col">{t('state.column.version')}</th>
            {extra ? <th scope="col">{extra.title}</th> : null}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={`${entry.key} ${entry.version} ${'id' in entry ? entry.id : ''}`}>
              <th scope="row">
                {onOpen ? (
                  <button type="button" className="state-key" onClick={() => onOpen(entry.key)}>
                    {entry.key}
                  </button>
                ) : (
                  <code>{entry.key}</code>
                )}
              </th>
              <td className="state-value">
                {entry.deleted ? (
                  <em className="quiet">{t('state.deletedValue')}</em>
                ) : (
                  <code>{lineText(entry)}</code>
                )}
              </td>
              <td>{dateTime(entry.at, i18n.language)}</td>
              <td>{entry.by}</td>
              <td>
                <code className="state-stamp">{entry.version}</code>
              </td>
              {extra ? <td>{extra.of(entry)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

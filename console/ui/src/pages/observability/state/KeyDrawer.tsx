import { Button, Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deleteKey, readKeyHistory, type StateEntry } from '../../../api/state';
import { useMayCall } from '../../../app/session';
import ConfirmName from '../../../components/ConfirmName';
import { CopyButton } from '../../../components/CopyButton';
import { Facts } from '../../../components/Facts';
import { Failure } from '../../../components/Failure';
import { useAsked } from '../../../components/useAsked';
import { dateTime } from '../../../format/format';
import { editText, lineText } from './values';
import { ValueDialog } from './ValueDialog';

interface Props {
  name: string;
  stamp: number;
  onClose: () => void;
  onChanged: () => void;
}

/** A key: its value, and the versions it has had here. */
export function KeyDrawer({ name, stamp, onClose, onChanged }: Props) {
  const { t } = useTranslation();
  const asked = useAsked(name, (signal) => readKeyHistory(name, signal), { stamp });
  const changed = () => {
    asked.again();
    onChanged();
  };
  return (
    <Drawer
      open
      size={620}
      title={<span className="mono">{name}</span>}
      onClose={onClose}
      aria-label={name}
    >
      {asked.error && !asked.data ? (
        <Failure title={t('state.failedOne')} error={asked.error} retry={asked.again} />
      ) : null}
      {!asked.data && !asked.error ? <Skeleton active /> : null}
      {asked.data ? <Versions versions={asked.data} onChanged={changed} /> : null}
    </Drawer>
  );
}

function Versions({ versions, onChanged }: { versions: StateEntry[]; onChanged: () => void }) {
  const { t, i18n } = useTranslation();
  const mayCall = useMayCall();
  const [dialog, setDialog] = useState<'edit' | 'delete'>();
  const [newest, ...older] = versions;
  if (!newest) return null;
  const { key, version, by, at, type, deleted } = newest;
  return (
    <>
      {deleted ? (
        <p className="quiet">{t('state.deletedValue')}</p>
      ) : (
        <div className="state-text">
          <pre>{editText(newest)}</pre>
          <CopyButton text={editText(newest)} />
        </div>
      )}
      {mayCall ? (
        <p className="state-acts">
          <Button type="primary" onClick={() => setDialog('edit')}>
            {deleted ? t('state.setAgain') : t('state.edit')}
          </Button>
          {deleted ? null : (
            <Button danger onClick={() => setDialog('delete')}>
              {t('state.delete')}
            </Button>
          )}
        </p>
      ) : null}
      <Facts
        facts={[
          { label: t('state.type'), value: t(`state.types.${type}`) },
          { label: t('state.column.at'), value: dateTime(at, i18n.language) },
          { label: t('state.column.by'), value: by },
          { label: t('state.column.version'), value: <code>{version}</code> },
        ]}
      />
      <h2 className="state-earlier">{t('state.history')}</h2>
      {older.length === 0 ? <p className="quiet">{t('state.noHistory')}</p> : null}
      <ol className="state-versions">
        {older.map((it) => (
          <li key={it.version}>
            <span className="quiet">
              {dateTime(it.at, i18n.language)} · {it.by}
            </span>
            {it.deleted ? <em>{t('state.deletedValue')}</em> : <code>{lineText(it)}</code>}
          </li>
        ))}
      </ol>
      {dialog === 'edit' ? (
        <ValueDialog entry={newest} onClose={() => setDialog(undefined)} onSaved={onChanged} />
      ) : null}
      {dialog === 'delete' ? (
        <ConfirmName
          name={key}
          title={t('state.deleteTitle', { key })}
          text={t('state.deleteText')}
          action={t('state.delete')}
          act={() => deleteKey(key, version).then(onChanged)}
          onClose={() => setDialog(undefined)}
        />
      ) : null}
    </>
  );
}

import { Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setKey, type StateEntry } from '../../../api/state';
import { Complaint } from '../../../components/Complaint';
import { useAttempt } from '../../../components/useAttempt';
import { useFocusBack } from '../../../components/useFocusBack';
import { editText, isJson, validKey } from './values';

const TYPES = ['text', 'json'] as const;

interface Props {
  /** What is changed; a new key without. */
  entry?: StateEntry;
  onClose: () => void;
  onSaved: () => void;
}

/** Sets a key, unless somebody else has since it was shown. */
export function ValueDialog({ entry, onClose, onSaved }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  const [key, setName] = useState(entry?.key ?? '');
  const [type, setType] = useState<StateEntry['type']>(entry?.type ?? 'text');
  const [value, setValue] = useState(entry && !entry.deleted ? editText(entry) : '');
  const { busy, error, attempt } = useAttempt();
  const badKey = key !== '' && !validKey(key);
  const badValue = type === 'json' && value !== '' && !isJson(value);
  const complete = validKey(key) && (type === 'text' || isJson(value));
  const save = async () => {
    const based = entry?.deleted ? undefined : entry?.version;
    if (!(await attempt(() => setKey(key, type, value, based)))) return;
    onSaved();
    onClose();
  };
  return (
    <Modal
      open
      title={entry ? t('state.editOf', { key: entry.key }) : t('state.add')}
      okText={t('state.save')}
      cancelText={t('app.cancel')}
      okButtonProps={{ disabled: !complete, loading: busy }}
      onOk={() => void save()}
      onCancel={onClose}
      width={560}
    >
      <div className="state-form">
        {entry ? null : (
          <label>
            <span>{t('state.column.key')}</span>
            <Input
              autoFocus
              value={key}
              spellCheck={false}
              autoComplete="off"
              status={badKey ? 'error' : ''}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
        )}
        {badKey ? <p className="field-error">{t('state.keyRule')}</p> : null}
        <Segmented
          aria-label={t('state.type')}
          value={type}
          options={TYPES.map((it) => ({ value: it, label: t(`state.types.${it}`) }))}
          onChange={setType}
        />
        <label>
          <span>{t('state.column.value')}</span>
          <Input.TextArea
            className="mono"
            value={value}
            rows={8}
            spellCheck={false}
            status={badValue ? 'error' : ''}
            onChange={(event) => setValue(event.target.value)}
          />
        </label>
        {badValue ? <p className="field-error">{t('invalid.json')}</p> : null}
        <Complaint error={error} />
      </div>
    </Modal>
  );
}

import { Input, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PROFILES, RESTART_POLICIES, type Instance } from '../../api/instance';
import { changeInstance } from '../../api/instances';
import { useAct } from '../../components/useAct';
import { useFocusBack } from '../../components/useFocusBack';
import { labelsIn, labelText } from '../instances/labels';
import '../../forms/forms.css';

/** Changes how an instance is run, and its labels. */
export function SettingsDialog({ instance, onClose }: { instance: Instance; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const { busy, run } = useAct();
  const [profile, setProfile] = useState(instance.profile);
  const [restart, setRestart] = useState(instance.restart);
  const [labels, setLabels] = useState(labelText(instance.labels));
  const base = useId();
  const save = async () => {
    const change = { profile, restart, labels: labelsIn(labels) };
    if (await run(() => changeInstance(instance.id, change), t('instance.saved'))) onClose();
  };
  return (
    <Modal
      open
      title={t('instance.settings')}
      okText={t('instance.save')}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy }}
      onOk={() => void save()}
      onCancel={onClose}
      width={460}
    >
      <div className="field">
        <label htmlFor={`${base}-profile`}>{t('instance.profile')}</label>
        <Select
          id={`${base}-profile`}
          value={profile}
          options={PROFILES.map((value) => ({ value, label: t(`instance.profiles.${value}`) }))}
          onChange={setProfile}
        />
      </div>
      <div className="field">
        <label htmlFor={`${base}-restart`}>{t('instance.restart')}</label>
        <Select
          id={`${base}-restart`}
          value={restart}
          options={RESTART_POLICIES.map((value) => ({
            value,
            label: t(`instance.policies.${value}`),
          }))}
          onChange={setRestart}
        />
      </div>
      <div className="field">
        <label htmlFor={`${base}-labels`}>{t('instance.labels')}</label>
        <Input
          id={`${base}-labels`}
          value={labels}
          placeholder="room=lab, line=2"
          autoComplete="off"
          onChange={(event) => setLabels(event.target.value)}
        />
      </div>
    </Modal>
  );
}

import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstanceDetails } from '../../api/instance';
import { changeInstance } from '../../api/instances';
import { useAct } from '../../components/useAct';
import { useFocusBack } from '../../components/useFocusBack';
import { heapFits, hostOf, wordsOf } from '../instances/host';
import { HostFields } from '../instances/HostFields';
import { labelsIn, labelText } from '../instances/labels';
import { LabelsField, ProfileField, RestartField } from '../instances/RunFields';
import '../../forms/forms.css';

/** Changes how an instance is run, and its labels. */
export function SettingsDialog({
  instance,
  onClose,
}: {
  instance: InstanceDetails;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  useFocusBack();
  const { busy, run } = useAct();
  const [profile, setProfile] = useState(instance.profile);
  const [restart, setRestart] = useState(instance.restart);
  const [labels, setLabels] = useState(labelText(instance.labels));
  const service = instance.kind === 'service';
  const [host, setHost] = useState(() => hostOf(instance.args));
  const save = async () => {
    if (!heapFits(host)) return;
    const change = {
      profile,
      restart,
      labels: labelsIn(labels),
      ...(service ? { args: wordsOf(host) } : {}),
    };
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
      <ProfileField value={profile} onChange={setProfile} />
      <RestartField value={restart} onChange={setRestart} />
      <LabelsField value={labels} onChange={setLabels} />
      {service ? <HostFields host={host} onChange={setHost} /> : null}
    </Modal>
  );
}

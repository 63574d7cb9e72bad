import { Button, Dropdown } from 'antd';
import {
  CaretRightOutlined,
  DeleteOutlined,
  MoreOutlined,
  PauseOutlined,
  RedoOutlined,
  StopOutlined,
  ToTopOutlined,
} from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { isLive, type Instance } from '../../api/instance';
import { act, deleteInstance, forceStop } from '../../api/instances';
import { useMayCall, useMayManage } from '../../app/session';
import { later } from '../../components/later';
import { useAct } from '../../components/useAct';
import { actsFor } from '../../live/acts';
import { instanceLink } from '../instances/InstanceTable';

const ConfirmName = later(() => import('../../components/ConfirmName'));

const ICONS = {
  start: <CaretRightOutlined aria-hidden />,
  stop: <PauseOutlined aria-hidden />,
  restart: <RedoOutlined aria-hidden />,
};

export function InstanceActions({ instance }: { instance: Instance }) {
  const { t } = useTranslation();
  const { id } = instance;
  const mayCall = useMayCall();
  const mayManage = useMayManage();
  const navigate = useNavigate();
  const { busy, run } = useAct();
  const [deleting, setDeleting] = useState(false);
  if (!mayCall) return null;
  const items = [
    {
      key: 'force',
      icon: <StopOutlined aria-hidden />,
      label: t('instance.force'),
      disabled: !isLive(instance),
      onClick: () => void run(() => forceStop(id)),
    },
    {
      key: 'update',
      icon: <ToTopOutlined aria-hidden />,
      label: t('instance.update'),
      disabled: !mayManage,
      onClick: () => void navigate(instanceLink(id, 'updates')),
    },
    { type: 'divider' as const },
    {
      key: 'delete',
      icon: <DeleteOutlined aria-hidden />,
      label: t('instance.delete'),
      danger: true,
      disabled: !mayManage,
      onClick: () => setDeleting(true),
    },
  ];
  return (
    <span className="instance-actions">
      {actsFor(instance).map((what) => (
        <Button
          key={what}
          type={what === 'start' ? 'primary' : 'default'}
          icon={ICONS[what]}
          disabled={busy}
          onClick={() => void run(() => act(id, what))}
        >
          {t(`instances.act.${what}`)}
        </Button>
      ))}
      <Dropdown trigger={['click']} placement="bottomRight" menu={{ items }}>
        <Button icon={<MoreOutlined />} aria-label={t('instance.more')} aria-haspopup="menu" />
      </Dropdown>
      {deleting ? (
        <ConfirmName
          name={id}
          title={t('instance.deleteTitle', { id })}
          text={t('instance.deleteText')}
          action={t('instance.delete')}
          act={async () => {
            await deleteInstance(id);
            void navigate('/instances');
          }}
          onClose={() => setDeleting(false)}
        />
      ) : null}
    </span>
  );
}

import { Button, Dropdown } from 'antd';
import { LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { logOut } from '../api/session';
import { atRoot } from '../api/root';
import { dateTime } from '../format/format';
import { stopLive } from '../live/socket';
import { useSession } from './session';

/** Ends the session; also leads away when the kernel cannot be asked, as nothing works then. */
export async function leave(): Promise<void> {
  stopLive();
  await logOut().catch(() => undefined);
  window.location.assign(atRoot('/login'));
}

export function UserMenu() {
  const { t, i18n } = useTranslation();
  const session = useSession((state) => state.session);
  if (!session) return null;
  const card = (
    <div className="user-card">
      <strong>{session.name}</strong>
      <span>{t(`user.role.${session.role}`)}</span>
      {session.role === 'viewer' ? <span>{t('user.viewerHint')}</span> : null}
      <span>{t('user.expires', { time: dateTime(session.expiresAt, i18n.language) })}</span>
    </div>
  );
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          { key: 'who', type: 'group', label: card },
          { type: 'divider' },
          { key: 'out', icon: <LogoutOutlined aria-hidden />, label: t('user.logOut') },
        ],
        onClick: () => void leave(),
      }}
    >
      <Button
        type="text"
        icon={<UserOutlined />}
        aria-label={t('user.menu', { name: session.name })}
        aria-haspopup="menu"
      />
    </Dropdown>
  );
}

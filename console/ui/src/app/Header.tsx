import { Badge, Button } from 'antd';
import { BellOutlined, MenuOutlined, SearchOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LANGUAGE_NAMES, type Language } from '../i18n/language';
import { switchLanguage } from '../i18n';
import { ConnectionBadge } from './ConnectionBadge';
import { Logo } from './Logo';
import { useNotifications } from './notifications';
import { show } from './overlay';
import { ThemeMenu } from './ThemeMenu';
import { UserMenu } from './UserMenu';

const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);
export const MOD_KEY = apple ? '⌘' : 'Ctrl';

export function Header() {
  const { t } = useTranslation();
  const { unread } = useNotifications();
  return (
    <header className="header">
      <Button
        className="narrow-only"
        type="text"
        icon={<MenuOutlined />}
        aria-label={t('app.openMenu')}
        onClick={() => show('menu')}
      />
      <Link to="/" className="brand" aria-label={t('app.name')}>
        <Logo />
        <span className="brand-name">{t('app.name')}</span>
      </Link>
      <button type="button" className="search-button" onClick={() => show('palette')}>
        <SearchOutlined aria-hidden />
        <span>{t('app.search')}</span>
        <kbd>{MOD_KEY} K</kbd>
      </button>
      <div className="header-end">
        <ConnectionBadge />
        <Badge count={unread} size="small" offset={[-6, 9]} title="">
          <Button
            type="text"
            icon={<BellOutlined />}
            aria-label={t('notifications.button', { unread })}
            title={t('notifications.title')}
            onClick={() => show('notifications')}
          />
        </Badge>
        <ThemeMenu />
        <LanguageButton />
        <UserMenu />
      </div>
    </header>
  );
}

function LanguageButton() {
  const { t, i18n } = useTranslation();
  const other: Language = i18n.language === 'zh' ? 'en' : 'zh';
  const name = LANGUAGE_NAMES[other];
  return (
    <Button
      type="text"
      className="language"
      lang={other}
      title={t('language.switch', { name })}
      onClick={() => void switchLanguage(other)}
    >
      {other === 'zh' ? '中文' : 'EN'}
    </Button>
  );
}

import { Button, Dropdown } from 'antd';
import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeMode } from './palette';
import { chooseTheme, usePreferences } from './preferences';

export const THEME_MODES: readonly ThemeMode[] = ['light', 'dark', 'system'];

const ICONS: Record<ThemeMode, ReactNode> = {
  light: <SunOutlined aria-hidden />,
  dark: <MoonOutlined aria-hidden />,
  system: <DesktopOutlined aria-hidden />,
};

export function ThemeMenu() {
  const { t } = useTranslation();
  const mode = usePreferences(({ theme }) => theme);
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        selectable: true,
        selectedKeys: [mode],
        items: THEME_MODES.map((key) => ({ key, icon: ICONS[key], label: t(`theme.${key}`) })),
        onClick: ({ key }) => chooseTheme(key as ThemeMode),
      }}
    >
      <Button
        type="text"
        icon={ICONS[mode]}
        aria-label={`${t('theme.label')}: ${t(`theme.${mode}`)}`}
        aria-haspopup="menu"
      />
    </Dropdown>
  );
}

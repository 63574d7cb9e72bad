import { theme, type ThemeConfig } from 'antd';
import { PALETTES, type Scheme } from './palette';

const FONT =
  "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', 'PingFang SC', " +
  "'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
const MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

// antd is told rather than overruled: its popups place themselves when their motion ends
const stillness = window.matchMedia('(prefers-reduced-motion: reduce)');

/** antd in the colours and measures of the product. */
export function antdTheme(scheme: Scheme): ThemeConfig {
  const colour = PALETTES[scheme];
  return {
    algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colour.accent,
      colorPrimaryHover: colour['accent-hover'],
      colorPrimaryActive: colour['accent-hover'],
      colorLink: colour.accent,
      colorLinkHover: colour['accent-hover'],
      colorSuccess: colour.ok,
      colorWarning: colour.warn,
      colorError: colour.error,
      colorErrorText: colour.error,
      colorInfo: colour.info,
      colorSuccessBg: colour['ok-soft'],
      colorWarningBg: colour['warn-soft'],
      colorErrorBg: colour['error-soft'],
      colorInfoBg: colour['info-soft'],
      colorText: colour.text,
      colorTextHeading: colour.text,
      colorTextSecondary: colour['text-2'],
      colorTextTertiary: colour['text-3'],
      colorTextDescription: colour['text-3'],
      colorTextPlaceholder: colour['text-3'],
      colorBgLayout: colour.page,
      colorBgContainer: colour.surface,
      colorBgElevated: scheme === 'dark' ? colour.raised : colour.surface,
      colorBorder: colour['line-strong'],
      colorBorderSecondary: colour.line,
      colorSplit: colour.line,
      borderRadius: 6,
      borderRadiusLG: 8,
      fontSize: 14,
      fontFamily: FONT,
      fontFamilyCode: MONO,
      controlHeight: 34,
      motion: !stillness.matches,
    },
    components: {
      Button: {
        primaryColor: colour['on-accent'],
        dangerColor: scheme === 'dark' ? colour['on-accent'] : '#ffffff',
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
        contentFontSizeSM: 13,
        paddingInlineSM: 10,
      },
      Alert: { withDescriptionPadding: '10px 14px', withDescriptionIconSize: 16, fontSizeLG: 14 },
      Drawer: { colorBgElevated: colour.surface },
      Modal: { contentBg: colour.surface, headerBg: colour.surface },
      Table: {
        headerBg: colour.surface,
        headerColor: colour['text-3'],
        headerSplitColor: 'transparent',
        headerSortActiveBg: colour.surface,
        headerSortHoverBg: colour.raised,
        bodySortBg: colour.surface,
        rowHoverBg: colour.raised,
        cellPaddingBlock: 11,
      },
    },
  };
}

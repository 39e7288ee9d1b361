import { type ThemeConfig, theme } from 'antd';
import { fontSize, type Mode, monoStack, palettes, radius } from './tokens.ts';

/**
 * antd's theme from our tokens: compact density, our colours, no decoration of its own.
 *
 * @param isStill nothing moves: for those who have asked their system for it
 */
export function antdTheme(mode: Mode, isStill = false): ThemeConfig {
  const palette = palettes[mode];
  return {
    // Not the compact algorithm: it takes 2 px off the text as well, and Chinese at 11 px is not read but guessed.
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: 'jingyun' },
    token: {
      motion: !isStill,
      colorPrimary: palette.accent,
      colorInfo: palette.info,
      colorSuccess: palette.good,
      colorWarning: palette.warn,
      colorError: palette.bad,
      // antd would reckon these from the colours above and makes grey of deep ones.
      colorPrimaryBg: palette.accentSoft,
      colorPrimaryBgHover: palette.accentSoft,
      colorSuccessBg: palette.goodSoft,
      colorSuccessBorder: palette.goodSoft,
      colorWarningBg: palette.warnSoft,
      colorWarningBorder: palette.warnSoft,
      colorErrorBg: palette.badSoft,
      colorErrorBorder: palette.badSoft,
      colorErrorBgHover: palette.badSoft,
      colorInfoBg: palette.infoSoft,
      colorInfoBorder: palette.infoSoft,
      colorLink: palette.accent,
      colorLinkHover: palette.accentHover,
      colorTextBase: palette.text,
      colorText: palette.text,
      colorTextSecondary: palette.textMuted,
      colorTextTertiary: palette.textFaint,
      colorTextDescription: palette.textFaint,
      colorTextPlaceholder: palette.textMuted,
      colorBgLayout: palette.page,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorBorder: palette.borderStrong,
      colorBorderSecondary: palette.border,
      colorSplit: palette.border,
      fontFamily: 'var(--font)',
      fontFamilyCode: monoStack,
      fontSize: fontSize.base,
      fontSizeSM: fontSize.small,
      sizeStep: 3,
      borderRadius: radius.base,
      borderRadiusSM: radius.small,
      borderRadiusLG: radius.large,
      controlHeight: 30,
      controlHeightSM: 24,
      controlHeightLG: 38,
      wireframe: false,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        primaryColor: palette.onAccent,
      },
      Table: {
        headerBg: palette.sunken,
        headerColor: palette.textMuted,
        headerSplitColor: 'transparent',
        cellPaddingBlockSM: 6,
        cellPaddingInlineSM: 8,
        rowHoverBg: palette.sunken,
      },
      Tabs: { horizontalMargin: '0 0 12px 0' },
      Tag: { defaultBg: palette.sunken },
      Tooltip: { colorBgSpotlight: mode === 'dark' ? '#33413f' : '#22302e' },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
      Drawer: { paddingLG: 16 },
    },
  };
}

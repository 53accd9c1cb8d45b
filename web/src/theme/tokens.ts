import { type ThemeConfig, theme } from 'antd';

export type Scheme = 'light' | 'dark';

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", "Helvetica Neue", sans-serif';

const shared = {
  fontFamily,
  fontSize: 14,
  borderRadius: 6,
  borderRadiusLG: 8,
  controlHeight: 32,
  wireframe: false,
  motionDurationMid: '0.12s',
  motionDurationSlow: '0.16s',
};

/** Our own look: one teal accent on neutral surfaces, readable at AA in both schemes. */
export function themeOf(scheme: Scheme): ThemeConfig {
  const dark = scheme === 'dark';
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...shared,
      colorPrimary: dark ? '#2bb5a6' : '#0f766e',
      colorInfo: dark ? '#2bb5a6' : '#0f766e',
      colorLink: dark ? '#45c9ba' : '#0f766e',
      colorSuccess: dark ? '#4ac27a' : '#15803d',
      colorWarning: dark ? '#e3a33c' : '#b45309',
      colorError: dark ? '#f0746a' : '#c0322b',
      colorBgBase: dark ? '#14181b' : '#ffffff',
      colorTextBase: dark ? '#e6eaec' : '#1b2428',
      colorBgLayout: dark ? '#0f1214' : '#f4f6f7',
      colorBorder: dark ? '#343c42' : '#d3dadd',
      colorBorderSecondary: dark ? '#262d32' : '#e6eaec',
      ...(dark ? { colorBgContainer: '#171c1f', colorBgElevated: '#1f262a' } : {}),
      colorBgMask: 'rgba(16, 24, 28, 0.32)',
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
        // On the brighter colours of the dark scheme white is not readable at AA.
        ...(dark ? { primaryColor: '#04211e', dangerColor: '#2b0b08' } : {}),
      },
      Card: { headerFontSize: 14 },
      Skeleton: {
        gradientFromColor: dark ? '#20272b' : '#eceff1',
        gradientToColor: dark ? '#283136' : '#f4f6f7',
      },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
      Tabs: { horizontalItemGutter: 24 },
    },
  };
}

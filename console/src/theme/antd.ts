import { theme, type ThemeConfig } from 'antd';
import type { Scheme } from './scheme.js';

const FONT =
  '"PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", system-ui, -apple-system, "Segoe UI", sans-serif';

const shared = {
  fontFamily: FONT,
  fontSize: 14,
  borderRadius: 6,
  controlHeight: 34,
  motionDurationMid: '0.14s',
  motionDurationSlow: '0.2s',
  wireframe: false,
};

const light = {
  colorPrimary: '#1E6B5C',
  colorLink: '#1E6B5C',
  colorError: '#C8372D',
  colorWarning: '#8A5F00',
  colorSuccess: '#1E6B5C',
  colorInfo: '#1E6B5C',
  colorTextBase: '#1F2328',
  colorBgBase: '#FFFFFF',
  colorBgLayout: '#FBFAF7',
  colorBorder: '#B8B2A3',
  colorBorderSecondary: '#E6E2D8',
  colorTextPlaceholder: '#7A7F84',
};

const dark = {
  colorPrimary: '#5DB7A3',
  colorLink: '#5DB7A3',
  colorError: '#F0695E',
  colorWarning: '#F2C14E',
  colorSuccess: '#5DB7A3',
  colorInfo: '#5DB7A3',
  colorTextBase: '#E9E6DF',
  colorBgBase: '#15181B',
  colorBgContainer: '#1D2226',
  colorBgElevated: '#252B30',
  colorBgLayout: '#15181B',
  colorBorder: '#59636C',
  colorBorderSecondary: '#2E353B',
  colorTextPlaceholder: '#8B949D',
};

/** Black on white, with lines that are seen: at least 7:1 for every word. */
const contrast = {
  colorPrimary: '#0B3F35',
  colorLink: '#0B3F35',
  colorError: '#8A1410',
  colorWarning: '#4A3200',
  colorSuccess: '#0B3F35',
  colorInfo: '#0B3F35',
  colorTextBase: '#000000',
  colorTextSecondary: '#000000',
  colorTextTertiary: '#1A1A1A',
  colorTextDescription: '#000000',
  colorTextDisabled: '#4D4D4D',
  colorBgBase: '#FFFFFF',
  colorBgLayout: '#FFFFFF',
  colorBorder: '#000000',
  colorBorderSecondary: '#4D4D4D',
  colorTextPlaceholder: '#4D4D4D',
};

const palettes: Record<Scheme, typeof light | typeof dark | typeof contrast> = { light, dark, contrast };

type Algorithm = typeof theme.darkAlgorithm;

/** antd's dark algorithm mutes the seeds; our dark colours were chosen for dark paper, so they stand as they are. */
const keepDarkColours: Algorithm = (seed, map) => ({
  ...(map ?? theme.darkAlgorithm(seed)),
  colorPrimary: dark.colorPrimary,
  colorPrimaryHover: '#74C7B5',
  colorPrimaryActive: '#4BA491',
  colorLink: dark.colorLink,
  colorLinkHover: '#74C7B5',
  colorError: dark.colorError,
  colorErrorHover: '#F58A80',
  colorWarning: dark.colorWarning,
  colorSuccess: dark.colorSuccess,
  colorInfo: dark.colorInfo,
});

/** The house's tokens in antd's words; tokens.css has the same ones for everything that is not antd's. */
export function antdTheme(scheme: Scheme): ThemeConfig {
  const onPine = scheme === 'dark' ? '#15181B' : '#FFFFFF';
  return {
    // The styles come with the build: see vite/antd-styles.ts.
    zeroRuntime: true,
    hashed: false,
    algorithm: scheme === 'dark' ? [theme.darkAlgorithm, keepDarkColours] : theme.defaultAlgorithm,
    token: { ...shared, ...palettes[scheme], colorTextLightSolid: onPine },
    components: {
      Button: {
        primaryColor: onPine,
        dangerColor: onPine,
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
      },
      Tooltip: { colorTextLightSolid: scheme === 'dark' ? '#E9E6DF' : '#FFFFFF' },
      Modal: { titleFontSize: 17 },
    },
  };
}

/**
 * The one place where the product's look is decided: colours of both modes, type, space, radius.
 * antd's theme and the CSS variables of our own styles are both made from it, so they cannot drift apart.
 *
 * The accent is a deep jade: calm beside a screen full of text, and far from the red, amber and green
 * which here always mean a promise broken, near its end, or kept.
 */
export interface Palette {
  accent: string;
  accentHover: string;
  accentSoft: string;
  onAccent: string;
  page: string;
  surface: string;
  raised: string;
  sunken: string;
  rail: string;
  railText: string;
  railActive: string;
  railActiveText: string;
  border: string;
  borderStrong: string;
  text: string;
  textMuted: string;
  textFaint: string;
  good: string;
  goodSoft: string;
  warn: string;
  warnSoft: string;
  bad: string;
  badSoft: string;
  info: string;
  infoSoft: string;
  note: string;
  noteBorder: string;
  shadow: string;
  /** Series of charts in order: told apart by colour-blind readers, even in print by lightness. */
  series: readonly string[];
}

const light: Palette = {
  accent: '#0e6b62',
  accentHover: '#0a8276',
  accentSoft: '#e2f1ee',
  onAccent: '#ffffff',
  page: '#f4f6f6',
  surface: '#ffffff',
  raised: '#ffffff',
  sunken: '#eef1f1',
  rail: '#12302d',
  railText: '#b9cbc8',
  railActive: '#1e4843',
  railActiveText: '#ffffff',
  border: '#e1e6e6',
  borderStrong: '#c6cfce',
  text: '#1a2423',
  textMuted: '#55625f',
  textFaint: '#5d6967',
  good: '#1a7a42',
  goodSoft: '#e3f4e8',
  warn: '#975a00',
  warnSoft: '#fdf1dc',
  bad: '#b3261e',
  badSoft: '#fce8e6',
  info: '#1f5fa8',
  infoSoft: '#e5eff9',
  note: '#fdf8e7',
  noteBorder: '#e9d9a3',
  shadow: '0 1px 2px rgb(16 40 37 / 6%), 0 4px 16px rgb(16 40 37 / 6%)',
  series: ['#0e6b62', '#e0913a', '#3c78c0', '#8b5fb0', '#7c9a3d', '#c25b6f', '#4ba3a8', '#8a7a5c'],
};

const dark: Palette = {
  accent: '#3fb8a6',
  accentHover: '#5accba',
  accentSoft: '#173a36',
  onAccent: '#06211e',
  page: '#12181b',
  surface: '#1a2225',
  raised: '#212b2f',
  sunken: '#151c1f',
  rail: '#0d1315',
  railText: '#98a9a6',
  railActive: '#1b302d',
  railActiveText: '#e8f5f2',
  border: '#2b373b',
  borderStrong: '#41504f',
  text: '#e4ebea',
  textMuted: '#a3b1af',
  textFaint: '#8a9997',
  good: '#5cc98a',
  goodSoft: '#173225',
  warn: '#e5ae55',
  warnSoft: '#392c15',
  bad: '#f2877d',
  badSoft: '#42201d',
  info: '#7eb3ea',
  infoSoft: '#182e44',
  note: '#2c2819',
  noteBorder: '#564b26',
  shadow: '0 1px 2px rgb(0 0 0 / 30%), 0 6px 20px rgb(0 0 0 / 30%)',
  series: ['#3fb8a6', '#eba857', '#6fa6e6', '#b48ad6', '#a5c368', '#e28697', '#79cdd2', '#bba988'],
};

export const palettes = { light, dark } as const;
export type Mode = keyof typeof palettes;

const latin = '"Inter", "SF Pro Text", "Segoe UI", "Helvetica Neue", Arial';
/** Simplified, traditional and English text each want their own glyphs first: 直 and 骨 differ between them. */
export const fontStacks = {
  'zh-CN': `${latin}, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif`,
  'zh-TW': `${latin}, "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC", "Noto Sans SC", sans-serif`,
  en: `${latin}, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif`,
} as const;

export const monoStack =
  '"SF Mono", "JetBrains Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace';

export const radius = { small: 4, base: 6, large: 10 } as const;
export const fontSize = { small: 12, base: 13, large: 15, heading: 18, display: 26 } as const;

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The palette as CSS custom properties, `--accent-soft: …`, with the fonts and sizes. */
export function cssVariables(mode: Mode): string {
  const palette = palettes[mode];
  const colours = Object.entries(palette).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [`--${kebab(name)}:${value}`]
      : (value as readonly string[]).map((colour, index) => `--series-${index + 1}:${colour}`),
  );
  const sizes = Object.entries(fontSize).map(([name, size]) => `--font-${name}:${size}px`);
  const corners = Object.entries(radius).map(([name, size]) => `--radius-${name}:${size}px`);
  return [...colours, ...sizes, ...corners, `--mono:${monoStack}`].join(';');
}

/** A style sheet with both modes and the font of each language; put into the page once, before the first render. */
export function tokenStyleSheet(): string {
  const fonts = Object.entries(fontStacks).map(
    ([language, stack]) => `:root:lang(${language}){--font:${stack}}`,
  );
  return [
    `:root{${cssVariables('light')};--font:${fontStacks['zh-CN']}}`,
    `:root[data-theme='dark']{${cssVariables('dark')}}`,
    ...fonts,
  ].join('\n');
}

import type { MetricUnit } from '@jingyun/contracts';
import { useMemo } from 'react';
import { useTheme } from '../../../ui/theme/theme.tsx';
import { fontStacks, palettes } from '../../../ui/theme/tokens.ts';
import { useLocale } from '../../session/session.ts';
import { durationStep, formatAxis, formatMetric } from '../metric-format.ts';

/** What all charts share: our colours, our type, quiet axes. */
export function useChartStyle() {
  const { mode } = useTheme();
  const locale = useLocale();
  return useMemo(() => {
    const palette = palettes[mode];
    const text = { color: palette.textMuted, fontFamily: fontStacks[locale], fontSize: 11 };
    return {
      palette,
      text,
      base: {
        color: [...palette.series],
        textStyle: { fontFamily: fontStacks[locale] },
        animationDuration: 250,
        grid: {
          left: 8,
          right: 12,
          top: 34,
          bottom: 4,
          outerBoundsMode: 'same' as const,
          outerBoundsContain: 'axisLabel' as const,
        },
        legend: {
          type: 'scroll' as const,
          top: 0,
          left: 0,
          itemWidth: 12,
          itemHeight: 8,
          itemGap: 14,
          icon: 'roundRect',
          textStyle: text,
          pageTextStyle: text,
        },
        aria: { enabled: true },
      },
      categories: (names: string[]) => ({
        type: 'category' as const,
        data: names,
        axisLabel: { ...text, hideOverlap: true },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: palette.border } },
      }),
      /** `most`: the largest value shown, from which an axis of time takes its steps. */
      values: (unit: MetricUnit, most = 0) => ({
        type: 'value' as const,
        splitNumber: 4,
        ...(unit === 'ratio' && most <= 1 ? { min: 0, max: 1, interval: 0.25 } : {}),
        ...(unit === 'seconds' && most > 0 ? { interval: durationStep(most) } : {}),
        axisLabel: { ...text, formatter: (value: number) => formatAxis(value, unit, locale) },
        splitLine: { lineStyle: { color: palette.border, type: 'dashed' as const } },
      }),
      tooltip: (unit: MetricUnit) => ({
        trigger: 'axis' as const,
        confine: true,
        backgroundColor: palette.raised,
        borderColor: palette.border,
        textStyle: { ...text, color: palette.text, fontSize: 12 },
        valueFormatter: (value: unknown) =>
          formatMetric(typeof value === 'number' ? value : null, unit, locale),
      }),
    };
  }, [mode, locale]);
}

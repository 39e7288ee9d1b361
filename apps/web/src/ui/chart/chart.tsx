import type { EChartsType } from 'echarts/core';
import type { EChartsOption } from 'echarts/types/dist/shared';
import { useEffect, useRef } from 'react';
import { useTheme } from '../theme/theme.tsx';

interface ChartProps {
  option: EChartsOption;
  /** What the chart shows, for those who cannot see it; the table beside it has the numbers. */
  label: string;
  height?: number;
  /** A mark was chosen: which series, which point. */
  onPoint?: (point: { seriesIndex: number; dataIndex: number }) => void;
}

/** A chart; its library is loaded with the first one shown. */
export default function Chart({ option, label, height = 260, onPoint }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const latest = useRef({ option, onPoint });
  const { mode } = useTheme();
  latest.current = { option, onPoint };

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let gone = false;
    let observer: ResizeObserver | undefined;
    void import('./echarts.ts').then(({ init }) => {
      if (gone) return;
      const made = init(element);
      chart.current = made;
      made.setOption(latest.current.option);
      made.on('click', (event) => {
        const { seriesIndex, dataIndex } = event as { seriesIndex?: number; dataIndex?: number };
        if (seriesIndex !== undefined && dataIndex !== undefined)
          latest.current.onPoint?.({ seriesIndex, dataIndex });
      });
      observer = new ResizeObserver(() => made.resize());
      observer.observe(element);
    });
    return () => {
      gone = true;
      observer?.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the mode changes the colours that the option was made with
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option, mode]);

  return <div ref={box} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}

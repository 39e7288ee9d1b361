import type { MetricDescription, MetricDimension } from '@jingyun/contracts';

interface Choice {
  name: MetricDimension;
  label: string;
}

/** By what a Pareto chart of a metric may be cut: the causes that people named come first, where they are counted. */
export function paretoDimensions(
  metric: Pick<MetricDescription, 'dimensions' | 'causes'>,
): readonly Choice[] {
  const { causes, dimensions } = metric;
  return causes === undefined ? dimensions : [causes, ...dimensions];
}

/** What it is cut by at first: causes, else categories. */
export function usualDimension(choices: readonly Choice[]): MetricDimension | undefined {
  const wished = (['reason', 'category'] as const).find((name) =>
    choices.some((choice) => choice.name === name),
  );
  return wished ?? choices[0]?.name;
}

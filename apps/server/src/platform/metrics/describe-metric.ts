import {
  type Locale,
  type MetricDescription,
  type MetricDimension,
  metricDimensionWords,
} from '@jingyun/contracts';
import type { Tx } from '../database/transaction.ts';
import { say } from '../i18n/server-words.ts';
import type { MetricRegistry } from './registry.ts';
import type { MetricDefinition } from './types.ts';

/** A metric in the reader's language. */
export function describeMetric(metric: MetricDefinition, locale: Locale): MetricDescription {
  const { name, unit, direction, kind, words, formula, dimensions, causes } = metric;
  const described = (dimension: MetricDimension) => ({
    name: dimension,
    label: say(metricDimensionWords[dimension], locale),
  });
  return {
    name,
    label: say(words, locale),
    formula: say(formula, locale),
    unit,
    direction,
    kind,
    dimensions: dimensions.map(described),
    ...(causes === undefined ? {} : { causes: described(causes.dimension) }),
  };
}

/** What a row without a value of the dimension is called. */
const none: Record<MetricDimension, { zh: string; en: string }> = {
  team: { zh: '未分配团队', en: 'No team' },
  category: { zh: '未分类', en: 'No category' },
  priority: { zh: '无优先级', en: 'No priority' },
  channel: { zh: '无渠道', en: 'No channel' },
  kind: { zh: '无类型', en: 'No kind' },
  assignee: { zh: '未分派', en: 'Unassigned' },
  clock: { zh: '无承诺', en: 'No promise' },
  reason: { zh: '未说明原因', en: 'No reason given' },
  procedure: { zh: '无流程', en: 'No procedure' },
};

/** Names of a dimension's values; '' is the name for having none. A value nobody can name shows as itself. */
export async function valueLabels(
  tx: Tx,
  metrics: MetricRegistry,
  dimension: MetricDimension,
  values: readonly string[],
  locale: Locale,
): Promise<ReadonlyMap<string, string>> {
  const real = values.filter((value) => value !== '');
  const names = real.length === 0 ? undefined : await metrics.namesOf(dimension)?.names(tx, real, locale);
  return new Map(
    values.map((value) => [
      value,
      value === '' ? say(none[dimension], locale) : (names?.get(value) ?? value),
    ]),
  );
}

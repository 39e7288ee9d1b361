import type {
  ChartRule,
  ChosenChartKind,
  ControlChart,
  ControlChartInput,
  MetricFilters,
} from '@jingyun/contracts';

/** The rules in the order of the form; those after the gap count distances in sigmas. */
export const rules: readonly ChartRule[] = [
  'beyond-limits',
  'run',
  'trend',
  'alternating',
  'two-of-three',
  'four-of-five',
  'hugging',
  'mixture',
  'spread-beyond-limits',
];

/** A chart as its form holds it. */
export interface ChartDraft {
  name: string;
  metric: string;
  grain: ControlChartInput['grain'];
  /** `auto`: the kind that fits the data. */
  kind: 'auto' | ChosenChartKind;
  teamId: string | null;
  categoryId: string | null;
  limitsBy: 'all' | 'baseline' | 'frozen';
  baselineFrom: string;
  baselineTo: string;
  phases: { from: string; name: string }[];
  rules: ChartRule[];
  watch: boolean;
  watchFrom: string;
  ownerId: string | null;
}

/** The form of a new chart, begun from what is being looked at. */
export function newDraft(from: Partial<ChartDraft>, today: string, me: string): ChartDraft {
  return {
    name: '',
    metric: '',
    grain: 'day',
    kind: 'auto',
    teamId: null,
    categoryId: null,
    limitsBy: 'all',
    baselineFrom: '',
    baselineTo: '',
    phases: [],
    rules: ['beyond-limits', 'run'],
    watch: true,
    watchFrom: today,
    ownerId: me,
    ...from,
  };
}

/** The form of a chart that is there. */
export function draftOf(chart: ControlChart, today: string): ChartDraft {
  const { limits, filters } = chart;
  const only = (values: readonly (string | null)[] | undefined) =>
    values?.length === 1 ? (values[0] ?? null) : null;
  return {
    name: chart.name,
    metric: chart.metricName,
    grain: chart.grain,
    kind: chart.chosenKind ?? 'auto',
    teamId: only(filters.team),
    categoryId: only(filters.category),
    limitsBy: limits.by,
    baselineFrom: limits.by === 'baseline' ? limits.from : '',
    baselineTo: limits.by === 'baseline' ? limits.to : '',
    phases: chart.phases,
    rules: chart.rules,
    watch: chart.watchFrom !== null,
    watchFrom: chart.watchFrom ?? today,
    ownerId: chart.owner?.id ?? null,
  };
}

/** What is sent. Filters that the form does not show, and lists of several, stay as they were unless one was chosen. */
export function inputOf(draft: ChartDraft, before: ControlChart | null): ControlChartInput {
  const filters: MetricFilters = { ...before?.filters };
  for (const [dimension, id] of [
    ['team', draft.teamId],
    ['category', draft.categoryId],
  ] as const) {
    if (id !== null) filters[dimension] = [id];
    else if ((filters[dimension]?.length ?? 0) <= 1 && filters[dimension]?.[0] !== null)
      delete filters[dimension];
  }
  return {
    name: draft.name,
    metric: draft.metric,
    filters,
    grain: draft.grain,
    chosenKind: draft.kind === 'auto' ? null : draft.kind,
    limits: limitsOf(draft, before),
    phases: [...draft.phases].sort((a, b) => a.from.localeCompare(b.from)),
    rules: draft.rules,
    watchFrom: draft.watch ? draft.watchFrom : null,
    ownerId: draft.ownerId,
  };
}

function limitsOf(draft: ChartDraft, before: ControlChart | null): ControlChartInput['limits'] {
  if (draft.limitsBy === 'baseline')
    return { by: 'baseline', from: draft.baselineFrom, to: draft.baselineTo };
  if (draft.limitsBy === 'frozen' && before?.limits.by === 'frozen') return before.limits;
  return { by: 'all' };
}

import type {
  Improvement,
  ImprovementDraft,
  ImprovementPlan,
  MetricDescription,
  MetricDimension,
  MetricFilters,
  MetricUnit,
} from '@jingyun/contracts';
import { typedUnit } from '../metrics/metric-format.ts';

/** The plan as its form holds it: the aim in the unit that people type. */
export interface PlanDraft {
  title: string;
  ownerId: string | null;
  memberIds: string[];
  teamIds: string[];
  what: string;
  where: string;
  when: string;
  howMuch: string;
  metric: string | null;
  teamId: string | null;
  categoryId: string | null;
  aim: number | null;
  aimOn: string;
  suggestion: string;
}

const only = (values: readonly (string | null)[] | undefined) =>
  values?.length === 1 ? (values[0] ?? null) : null;

/** The form of a new improvement, begun from what its record says. */
export function newPlan(from: ImprovementDraft | null, metric: string | null, me: string): PlanDraft {
  return {
    title: from?.title ?? '',
    ownerId: me,
    memberIds: [],
    teamIds: from?.teamIds ?? [],
    what: from?.problem.what ?? '',
    where: from?.problem.where ?? '',
    when: from?.problem.when ?? '',
    howMuch: from?.problem.howMuch ?? '',
    metric: from?.metric ?? metric,
    teamId: only(from?.filters.team),
    categoryId: only(from?.filters.category),
    aim: null,
    aimOn: '',
    suggestion: '',
  };
}

/** The form of a plan that is there. */
export function planOf(improvement: Improvement): PlanDraft {
  const { title, teamIds, problem, metric, filters } = {
    ...improvement,
    teamIds: improvement.teams.map(({ id }) => id),
    metric: improvement.metricName,
  };
  return {
    ...newPlan({ title, teamIds, problem, metric, filters, aim: null }, null, ''),
    ownerId: improvement.owner?.id ?? null,
    memberIds: improvement.members.map(({ id }) => id),
    aim: typedAim(improvement.aim, improvement.metric?.unit),
    aimOn: improvement.aimOn ?? '',
  };
}

/** An aim as people type it: minutes, percent. Rounded, so that 0.85 is 85 and not 84.99999. */
export function typedAim(aim: number | null, unit: MetricUnit | undefined): number | null {
  return aim === null || unit === undefined ? null : Number((aim / typedUnit[unit]).toPrecision(12));
}

/** A cleared select or number leaves `undefined` behind; here nothing is null. */
export function definite(fields: PlanDraft): PlanDraft {
  const { metric, teamId, categoryId, aim, aimOn, suggestion, ...rest } = fields;
  return {
    ...rest,
    metric: metric ?? null,
    teamId: teamId ?? null,
    categoryId: categoryId ?? null,
    aim: aim ?? null,
    aimOn: aimOn ?? '',
    suggestion: suggestion ?? '',
  };
}

/** The metric that was chosen, as far as the form needs to know it. */
type Chosen = Pick<MetricDescription, 'unit' | 'dimensions'>;

/** What is sent. Filters that the form does not show, and lists of several, stay as they were unless one was chosen. */
export function inputOf(
  draft: PlanDraft,
  filters: MetricFilters,
  chosen: Chosen | null | undefined,
): Omit<ImprovementPlan, 'ownerId'> & { ownerId: string | null } {
  const { title, ownerId, memberIds, teamIds, what, where, when, howMuch, metric, aim, aimOn } = draft;
  return {
    title,
    ownerId,
    memberIds,
    teamIds,
    problem: { what, where, when, howMuch },
    metric,
    filters: metric === null || !chosen ? {} : keptFilters(draft, filters, chosen),
    aim:
      aim === null || metric === null || !chosen
        ? null
        : Number((aim * typedUnit[chosen.unit]).toPrecision(12)),
    aimOn: aimOn === '' ? null : aimOn,
  };
}

function keptFilters(draft: PlanDraft, before: MetricFilters, { dimensions }: Chosen): MetricFilters {
  const filters: MetricFilters = { ...before };
  for (const [dimension, id] of [
    ['team', draft.teamId],
    ['category', draft.categoryId],
  ] as const) {
    if (id !== null) filters[dimension] = [id];
    else if ((filters[dimension]?.length ?? 0) <= 1 && filters[dimension]?.[0] !== null)
      delete filters[dimension];
  }
  // Another metric may not be cut by what the one before was.
  for (const dimension of Object.keys(filters) as MetricDimension[]) {
    if (!dimensions.some(({ name }) => name === dimension)) delete filters[dimension];
  }
  return filters;
}

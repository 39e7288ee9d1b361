import type { ImprovementFilter, Origin } from './improvement.queries.ts';

const stages = ['plan', 'analyse', 'act', 'check', 'closed'];
const outcomes = ['effective', 'ineffective', 'cancelled'] as const;

/** The filter in an address; what means nothing is left out. */
export function filterFrom(parameters: URLSearchParams): ImprovementFilter {
  const filter: ImprovementFilter = {};
  const chosen = (parameters.get('stage') ?? '').split(',').filter((stage) => stages.includes(stage));
  if (chosen.length > 0) filter.stage = chosen.join(',');
  const outcome = outcomes.find((one) => one === parameters.get('outcome'));
  if (outcome !== undefined) filter.outcome = outcome;
  for (const field of ['owner', 'team', 'metric', 'search'] as const) {
    const value = parameters.get(field);
    if (value !== null && value !== '') filter[field] = value;
  }
  return filter;
}

/** A record written `alert:<id>`; null for anything else. */
export function originFrom(text: string | null): Origin | null {
  const [type, id] = (text ?? '').split(':');
  return (type === 'alert' || type === 'ticket') && id !== undefined && /^[0-9a-f-]{36}$/.test(id)
    ? { type, id }
    : null;
}

/** The address at which an improvement is opened from a record. */
export const openFromPath = ({ type, id }: Origin): string => `/improvements?new=1&from=${type}:${id}`;

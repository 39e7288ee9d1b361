import type { TicketFilter, TicketSort } from '@jingyun/contracts';
import {
  channels,
  columns,
  complaintClasses,
  kinds,
  priorities,
  sorts,
  statuses,
  type TicketColumn,
} from './ticket-values.ts';

/** Everything about a list that its address holds. */
export interface ListState {
  filter: TicketFilter;
  sort: TicketSort;
  columns: TicketColumn[];
  /** A saved view this list began with: for its name, and to save changes into it. */
  view: string | null;
}

export const defaultColumns: TicketColumn[] = [
  'number',
  'subject',
  'status',
  'priority',
  'customer',
  'assignee',
  'due',
  'updated',
];
export const defaultSort: TicketSort = '-updated';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const isId = (value: string) => uuid.test(value);
const oneOf =
  (...known: readonly string[]) =>
  (value: string) =>
    known.includes(value);

/** Filter fields that hold lists, each with what may stand in it. Others in an address are ignored, not sent on. */
const listFields = {
  status: oneOf(...statuses),
  kind: oneOf(...kinds),
  channel: oneOf(...channels),
  priority: oneOf(...priorities),
  category: isId,
  team: (value: string) => value === 'mine' || value === 'none' || isId(value),
  assignee: (value: string) => value === 'me' || value === 'none' || isId(value),
  customer: isId,
  tags: (value: string) => value.length > 0 && value.length <= 50,
  complaintClass: oneOf(...complaintClasses),
} as const;

const textFields = [
  'following',
  'parent',
  'source',
  'createdFrom',
  'createdTo',
  'updatedFrom',
  'updatedTo',
  'solvedFrom',
  'solvedTo',
  'q',
] as const;

/** Reads a list's state from the address; whatever makes no sense is left out. */
export function listStateFrom(parameters: URLSearchParams): ListState {
  const filter: Record<string, unknown> = {};
  for (const [field, allowed] of Object.entries(listFields)) {
    const values = (parameters.get(field) ?? '').split(',').filter((value) => value !== '' && allowed(value));
    if (values.length > 0) filter[field] = [...new Set(values)];
  }
  const severity = (parameters.get('severity') ?? '')
    .split(',')
    .map(Number)
    .filter((value) => value >= 1 && value <= 4);
  if (severity.length > 0) filter['severity'] = severity;
  for (const field of textFields) {
    const value = parameters.get(field)?.trim();
    if (value) filter[field] = value;
  }
  const sort = parameters.get('sort');
  const shown = (parameters.get('columns') ?? '').split(',').filter(oneOf(...columns)) as TicketColumn[];
  const view = parameters.get('view');
  return {
    filter: filter as TicketFilter,
    sort: sorts.find((known) => known === sort) ?? defaultSort,
    columns: shown.length > 0 ? shown : defaultColumns,
    view: view !== null && view !== '' ? view : null,
  };
}

/** The address of a list; what is as by default is left out, so that addresses stay short. */
export function listStateTo(state: ListState): URLSearchParams {
  const parameters = filterTo(state.filter);
  if (state.sort !== defaultSort) parameters.set('sort', state.sort);
  if (state.columns.join() !== defaultColumns.join()) parameters.set('columns', state.columns.join(','));
  if (state.view !== null) parameters.set('view', state.view);
  return parameters;
}

/** A filter as query fields, as the API and the address write it. */
export function filterTo(filter: TicketFilter): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [field, value] of Object.entries(filter)) {
    if (Array.isArray(value)) {
      if (value.length > 0) parameters.set(field, value.join(','));
    } else if (value !== undefined && value !== '') {
      parameters.set(field, String(value));
    }
  }
  return parameters;
}

/** How many conditions a filter holds, not counting the words searched for. */
export function conditionsIn(filter: TicketFilter): number {
  return Object.entries(filter).filter(([field, value]) => field !== 'q' && value !== undefined).length;
}

/** True where both ask for the same tickets. */
export function sameFilter(one: TicketFilter, other: TicketFilter): boolean {
  const canonical = (filter: TicketFilter) =>
    [...filterTo(filter)]
      .map(([field, value]) => `${field}=${value.split(',').sort().join(',')}`)
      .sort()
      .join('&');
  return canonical(one) === canonical(other);
}

import type {
  CauseInput,
  ChartPareto,
  CheckInput,
  CountermeasureInput,
  Improvement,
  ImprovementCalendar,
  ImprovementClose,
  ImprovementDraft,
  ImprovementOpen,
  ImprovementPlan,
  ImprovementStage,
  ImprovementSummary,
  MetricDimension,
  PilotScope,
} from '@jingyun/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../lib/api/client.ts';

/** Which improvement, and which state of it an edit was made on. */
export type Versioned = Pick<Improvement, 'id' | 'version'>;

const path = (id: string) => ({ params: { path: { id } } });
const edit = ({ id, version }: Versioned) => ({ ...path(id), headers: ifMatch(version) });

/** What narrows a list, as fields of the address. */
export interface ImprovementFilter {
  stage?: string;
  outcome?: 'effective' | 'ineffective' | 'cancelled';
  owner?: string;
  team?: string;
  metric?: string;
  search?: string;
}

export const improvementListQuery = (filter: ImprovementFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['improvements', 'list', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/improvements', {
          params: { query: { ...filter, limit, ...(pageParam === null ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ) as Promise<{ data: ImprovementSummary[]; nextCursor: string | null }>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const improvementQuery = (id: string) =>
  queryOptions({
    queryKey: ['improvements', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/improvements/{id}', { ...path(id), signal })) as Promise<Improvement>,
  });

export const calendarQuery = (from: string, to: string, owner: string | undefined) =>
  queryOptions({
    queryKey: ['improvements', 'calendar', from, to, owner],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/improvements/calendar', {
          params: { query: { from, to, ...(owner === undefined ? {} : { owner }) } },
          signal,
        }),
      ) as Promise<ImprovementCalendar>,
    placeholderData: keepPreviousData,
  });

/** The record that an improvement is opened from. */
export interface Origin {
  type: 'alert' | 'ticket';
  id: string;
}

export const draftQuery = (from: Origin) =>
  queryOptions({
    queryKey: ['improvements', 'draft', from.type, from.id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/improvements/draft', { params: { query: from }, signal }),
      ) as Promise<ImprovementDraft>,
    staleTime: 0,
  });

export const causesParetoQuery = (id: string, dimension: MetricDimension, from: string) =>
  queryOptions({
    queryKey: ['improvements', 'pareto', id, dimension, from],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/improvements/{id}/pareto', {
          params: { path: { id }, query: { dimension, from } },
          signal,
        }),
      ) as Promise<ChartPareto>,
    placeholderData: keepPreviousData,
  });

export const openImprovement = (body: ImprovementOpen) =>
  unwrap(api.POST('/api/v1/improvements', { body: sent(body) })) as Promise<Improvement>;

export const replacePlan = (at: Versioned, body: ImprovementPlan) =>
  unwrap(api.PUT('/api/v1/improvements/{id}', { ...edit(at), body: sent(body) }));

export const replaceCauses = (at: Versioned, causes: CauseInput[]) =>
  unwrap(
    api.PUT('/api/v1/improvements/{id}/causes', { ...edit(at), body: { causes } }),
  ) as Promise<Improvement>;

export const addCountermeasure = (at: Versioned, body: CountermeasureInput) =>
  unwrap(api.POST('/api/v1/improvements/{id}/countermeasures', { ...edit(at), body: sent(body) }));

const one = ({ id, version }: Versioned, countermeasureId: string) => ({
  params: { path: { id, countermeasureId } },
  headers: ifMatch(version),
});

export const replaceCountermeasure = (at: Versioned, id: string, body: CountermeasureInput) =>
  unwrap(
    api.PUT('/api/v1/improvements/{id}/countermeasures/{countermeasureId}', {
      ...one(at, id),
      body: sent(body),
    }),
  );

export const removeCountermeasure = (at: Versioned, id: string) =>
  unwrap(api.DELETE('/api/v1/improvements/{id}/countermeasures/{countermeasureId}', one(at, id)));

export const setPilot = (at: Versioned, pilot: PilotScope | null) =>
  unwrap(api.PUT('/api/v1/improvements/{id}/pilot', { ...edit(at), body: { pilot } }));

export const moveStage = (at: Versioned, stage: Exclude<ImprovementStage, 'closed'>) =>
  unwrap(api.POST('/api/v1/improvements/{id}/stage', { ...edit(at), body: { stage } }));

export const runCheck = (at: Versioned, body: CheckInput) =>
  unwrap(api.POST('/api/v1/improvements/{id}/checks', { ...edit(at), body: sent(body) }));

export const closeImprovement = (at: Versioned, body: ImprovementClose) =>
  unwrap(api.POST('/api/v1/improvements/{id}/close', { ...edit(at), body: sent(body) }));

import type { MetricDrilldownQuery, MetricQuery, MetricTargetInput } from '@jingyun/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../lib/api/client.ts';
import { allPages } from '../../lib/api/pages.ts';

/** A metric query as one writes it: what is left out is as by default. */
export type MetricAsk = Pick<MetricQuery, 'metric'> & Partial<Omit<MetricQuery, 'metric'>>;

export const metricsQuery = queryOptions({
  queryKey: ['metrics', 'known'],
  queryFn: async () => (await unwrap(api.GET('/api/v1/metrics'))).data,
  staleTime: 10 * 60_000,
});

export const metricAnswerQuery = (ask: MetricAsk) =>
  queryOptions({
    queryKey: ['metrics', 'answer', ask],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/v1/metrics/query', { body: sent(ask as MetricQuery), signal })),
    placeholderData: keepPreviousData,
  });

export interface BoardAsk {
  preset?: NonNullable<MetricQuery['preset']>;
  from?: string;
  to?: string;
  by: 'team' | 'category' | 'priority' | 'channel' | 'kind' | 'assignee';
  team?: string;
}

export const boardQuery = (ask: BoardAsk) =>
  queryOptions({
    queryKey: ['metrics', 'board', ask],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/metrics/board', { params: { query: ask }, signal })),
    placeholderData: keepPreviousData,
  });

/** Which number to open, without paging. */
export type Opened = Omit<MetricDrilldownQuery, 'cursor' | 'limit' | 'part'> & {
  part?: MetricDrilldownQuery['part'];
  title: string;
};

export const drilldownQuery = ({ title: _title, ...opened }: Opened) =>
  infiniteQueryOptions({
    queryKey: ['metrics', 'drilldown', opened],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.POST('/api/v1/metrics/drilldown', {
          body: { part: 'all', ...opened, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const targetsQuery = (metric: string) =>
  queryOptions({
    queryKey: ['metrics', 'targets', metric],
    queryFn: () =>
      allPages((page) =>
        unwrap(api.GET('/api/v1/metrics/targets', { params: { query: { metric, ...page } } })),
      ),
  });

export const createTarget = (body: MetricTargetInput) =>
  unwrap(api.POST('/api/v1/metrics/targets', { body: sent(body) }));

export const replaceTarget = (id: string, version: number, body: MetricTargetInput) =>
  unwrap(
    api.PUT('/api/v1/metrics/targets/{id}', {
      params: { path: { id } },
      body: sent(body),
      headers: ifMatch(version),
    }),
  );

export const deleteTarget = (id: string, version: number) =>
  unwrap(api.DELETE('/api/v1/metrics/targets/{id}', { params: { path: { id } }, headers: ifMatch(version) }));

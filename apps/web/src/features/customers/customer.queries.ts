import type { CreateCustomerInput, UpdateCustomerInput } from '@jingyun/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../lib/api/client.ts';

export interface CustomerFilter {
  search?: string;
  kind?: 'person' | 'account';
  tier?: string;
  tag?: string;
  ownerId?: string;
  accountId?: string;
}
export type CustomerSort = '-updatedAt' | 'name';

const path = (id: string) => ({ params: { path: { id } } });

export const customerListQuery = (filter: CustomerFilter, sort: CustomerSort) =>
  infiniteQueryOptions({
    queryKey: ['customers', 'list', filter, sort],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/customers', {
          params: {
            query: { ...filter, sort, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** A few customers for a box that is being typed into. */
export const customerSearchQuery = (search: string) =>
  queryOptions({
    queryKey: ['customers', 'search', search],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/customers', { params: { query: { search, limit: 6 } }, signal })),
    placeholderData: keepPreviousData,
    enabled: search.length > 0,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id],
    queryFn: () => unwrap(api.GET('/api/v1/customers/{id}', path(id))),
    staleTime: 60_000,
  });

export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['customer', id, 'timeline'],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/customers/{id}/timeline', {
          params: {
            path: { id },
            query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const createCustomer = (body: CreateCustomerInput) =>
  unwrap(api.POST('/api/v1/customers', { body: sent(body) }));

export const updateCustomer = (id: string, version: number, body: UpdateCustomerInput) =>
  unwrap(api.PATCH('/api/v1/customers/{id}', { ...path(id), body: sent(body), headers: ifMatch(version) }));

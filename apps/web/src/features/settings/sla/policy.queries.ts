import type { SlaPolicy, SlaPolicyInput } from '@jingyun/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../../lib/api/client.ts';
import { allPages } from '../../../lib/api/pages.ts';

const path = (id: string) => ({ params: { path: { id } } });

/** All policies in the order in which they are tried. */
export const policiesQuery = queryOptions({
  queryKey: ['sla-policies'],
  queryFn: () =>
    allPages((page) => unwrap(api.GET('/api/v1/sla-policies', { params: { query: page } }))) as Promise<
      SlaPolicy[]
    >,
  staleTime: 60_000,
});

export const savePolicy = (policy: SlaPolicy | null, body: SlaPolicyInput) =>
  policy === null
    ? unwrap(api.POST('/api/v1/sla-policies', { body: sent(body) }))
    : unwrap(
        api.PUT('/api/v1/sla-policies/{id}', {
          ...path(policy.id),
          body: sent(body),
          headers: ifMatch(policy.version),
        }),
      );

export const deletePolicy = (policy: SlaPolicy) =>
  unwrap(api.DELETE('/api/v1/sla-policies/{id}', { ...path(policy.id), headers: ifMatch(policy.version) }));

export const orderPolicies = (ids: string[]) =>
  unwrap(api.PUT('/api/v1/sla-policies/order', { body: { ids } }));

import type { Automation, AutomationInput, AutomationRun, AutomationVocabulary } from '@jingyun/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../../lib/api/client.ts';

const path = (id: string) => ({ params: { path: { id } } });

export const automationsQuery = queryOptions({
  queryKey: ['automations'],
  queryFn: async () => (await unwrap(api.GET('/api/v1/automations'))).data as Automation[],
});

export const vocabularyQuery = queryOptions({
  queryKey: ['automations', 'vocabulary'],
  queryFn: () => unwrap(api.GET('/api/v1/automations/vocabulary')) as Promise<AutomationVocabulary>,
  staleTime: 10 * 60_000,
});

export const runsQuery = (automationId?: string) =>
  infiniteQueryOptions({
    queryKey: ['automations', 'runs', automationId],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/automations/runs', {
          params: {
            query: {
              limit: 30,
              ...(automationId === undefined ? {} : { automationId }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ) as Promise<{ data: AutomationRun[]; nextCursor: string | null }>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const saveAutomation = (automation: Automation | null, body: AutomationInput) =>
  automation === null
    ? unwrap(api.POST('/api/v1/automations', { body: sent(body) }))
    : unwrap(
        api.PUT('/api/v1/automations/{id}', {
          ...path(automation.id),
          body: sent(body),
          headers: ifMatch(automation.version),
        }),
      );

export const deleteAutomation = (automation: Automation) =>
  unwrap(
    api.DELETE('/api/v1/automations/{id}', { ...path(automation.id), headers: ifMatch(automation.version) }),
  );

export const tryAutomation = (automation: AutomationInput) =>
  unwrap(api.POST('/api/v1/automations/dry-run', { body: sent({ automation, limit: 1_000 }) }));

/** What the API takes of an automation that it gave. */
export function inputOf({
  name,
  description,
  active,
  trigger,
  condition,
  steps,
}: Automation): AutomationInput {
  return { name, description, active, trigger, condition, steps };
}

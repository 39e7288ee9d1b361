import type {
  Survey,
  SurveyInput,
  SurveyLink,
  SurveyLinkInput,
  SurveySettings,
  TicketSurvey,
} from '@jingyun/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../lib/api/client.ts';

const path = (id: string) => ({ params: { path: { id } } });
type Filter = Record<string, string>;

export const surveysQuery = queryOptions({
  queryKey: ['surveys', 'all'],
  queryFn: async () => (await unwrap(api.GET('/api/v1/surveys'))).data,
});

export const surveyQuery = (id: string) =>
  queryOptions({
    queryKey: ['surveys', 'one', id],
    queryFn: async () => (await unwrap(api.GET('/api/v1/surveys/{id}', path(id)))) as Survey,
  });

export const createSurvey = (body: SurveyInput) =>
  unwrap(api.POST('/api/v1/surveys', { body: sent(body) })) as Promise<Survey>;

export const replaceSurvey = ({ id, version }: Survey, body: SurveyInput) =>
  unwrap(api.PUT('/api/v1/surveys/{id}', { ...path(id), body: sent(body), headers: ifMatch(version) }));

export const publishSurvey = ({ id, version }: Survey) =>
  unwrap(api.POST('/api/v1/surveys/{id}/publish', { ...path(id), headers: ifMatch(version) }));

export const closeSurvey = ({ id, version }: Survey) =>
  unwrap(api.POST('/api/v1/surveys/{id}/close', { ...path(id), headers: ifMatch(version) }));

export const resultsQuery = (id: string, filter: Filter) =>
  queryOptions({
    queryKey: ['surveys', 'results', id, filter],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/surveys/{id}/results', {
          params: { path: { id }, query: filter as { by?: 'team' } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const answersQuery = (id: string, filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['surveys', 'answers', id, filter],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/surveys/{id}/answers', {
          params: {
            path: { id },
            query: { ...filter, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const linksQuery = (id: string) =>
  queryOptions({
    queryKey: ['surveys', 'links', id],
    queryFn: async () => (await unwrap(api.GET('/api/v1/surveys/{id}/links', path(id)))).data as SurveyLink[],
  });

export const createLink = (id: string, body: SurveyLinkInput) =>
  unwrap(api.POST('/api/v1/surveys/{id}/links', { ...path(id), body: sent(body) }));

export const replaceLink = (id: string, link: SurveyLink, body: SurveyLinkInput) =>
  unwrap(
    api.PUT('/api/v1/surveys/{id}/links/{linkId}', {
      params: { path: { id, linkId: link.id } },
      body: sent(body),
      headers: ifMatch(link.version),
    }),
  );

export const invite = (id: string, ticketId: string, by: 'email' | 'link') =>
  unwrap(api.POST('/api/v1/surveys/{id}/invitations', { ...path(id), body: { ticketId, by } }));

/** Under the ticket's own key, so that it is fetched anew when the ticket moves: an answer moves it. */
export const ticketSurveysQuery = (ticketId: string) =>
  queryOptions({
    queryKey: ['ticket', ticketId, 'surveys'],
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/tickets/{id}/surveys', path(ticketId)))).data as TicketSurvey[],
  });

export const settingsQuery = queryOptions({
  queryKey: ['surveys', 'settings'],
  queryFn: () => unwrap(api.GET('/api/v1/surveys/settings')),
});

export const saveSettings = (body: SurveySettings) => unwrap(api.PUT('/api/v1/surveys/settings', { body }));

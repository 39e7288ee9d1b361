import type {
  Procedure,
  ProcedureDiff,
  ProcedureDraftInput,
  ProcedureInput,
  ProcedureListQuery,
  ProcedurePublish,
  ProcedureReaders,
  ProcedureResults,
  ProcedureResultsQuery,
  ProcedureSettings,
  ProcedureSummary,
  ProcedureVersion,
  ProcedureVersionInput,
} from '@jingyun/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ifMatch, sent, unwrap } from '../../lib/api/client.ts';

const path = (id: string) => ({ params: { path: { id } } });
/** What an edit needs to know of what it changes. */
export type Versioned = Pick<ProcedureVersion, 'id' | 'version'>;
const edit = ({ id, version }: Versioned) => ({ ...path(id), headers: ifMatch(version) });

export const proceduresQuery = (filter: ProcedureListQuery) =>
  queryOptions({
    queryKey: ['procedures', 'list', filter],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/v1/procedures', { params: { query: sent(filter) }, signal })))
        .data as ProcedureSummary[],
    placeholderData: keepPreviousData,
  });

export const procedureQuery = (id: string) =>
  queryOptions({
    queryKey: ['procedures', 'one', id],
    queryFn: () => unwrap(api.GET('/api/v1/procedures/{id}', path(id))) as Promise<Procedure>,
  });

export const versionQuery = (id: string) =>
  queryOptions({
    queryKey: ['procedures', 'version', id],
    queryFn: () => unwrap(api.GET('/api/v1/procedure-versions/{id}', path(id))) as Promise<ProcedureVersion>,
  });

export const readersQuery = (id: string) =>
  queryOptions({
    queryKey: ['procedures', 'readers', id],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/procedure-versions/{id}/acknowledgements', path(id)),
      ) as Promise<ProcedureReaders>,
  });

export const diffQuery = (id: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['procedures', 'diff', id, from, to],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/procedures/{id}/diff', { params: { path: { id }, query: { from, to } } }),
      ) as Promise<ProcedureDiff>,
  });

export const resultsQuery = (id: string, filter: ProcedureResultsQuery) =>
  queryOptions({
    queryKey: ['procedures', 'results', id, filter],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/procedures/{id}/results', {
          params: { path: { id }, query: sent(filter) },
          signal,
        }),
      ) as Promise<ProcedureResults>,
    placeholderData: keepPreviousData,
  });

export const createProcedure = (body: ProcedureInput) =>
  unwrap(api.POST('/api/v1/procedures', { body: sent(body) })) as Promise<Procedure>;

export const replaceProcedure = (procedure: Versioned, body: ProcedureSettings) =>
  unwrap(api.PUT('/api/v1/procedures/{id}', { ...edit(procedure), body: sent(body) }));

export const draftVersion = (id: string, body: ProcedureDraftInput) =>
  unwrap(
    api.POST('/api/v1/procedures/{id}/versions', { ...path(id), body: sent(body) }),
  ) as Promise<ProcedureVersion>;

export const replaceVersion = (draft: Versioned, body: ProcedureVersionInput) =>
  unwrap(
    api.PUT('/api/v1/procedure-versions/{id}', { ...edit(draft), body: sent(body) }),
  ) as Promise<ProcedureVersion>;

export const discardVersion = (draft: Versioned) =>
  unwrap(api.DELETE('/api/v1/procedure-versions/{id}', edit(draft)));

export const submitVersion = (draft: Versioned) =>
  unwrap(api.POST('/api/v1/procedure-versions/{id}/submit', edit(draft)));

export const approveVersion = (of: Versioned) =>
  unwrap(api.POST('/api/v1/procedure-versions/{id}/approve', edit(of)));

export const returnVersion = (of: Versioned, reason: string) =>
  unwrap(api.POST('/api/v1/procedure-versions/{id}/return', { ...edit(of), body: { reason } }));

export const publishVersion = (of: Versioned, body: ProcedurePublish) =>
  unwrap(api.POST('/api/v1/procedure-versions/{id}/publish', { ...edit(of), body: sent(body) }));

export const retireVersion = (of: Versioned, on: string) =>
  unwrap(api.POST('/api/v1/procedure-versions/{id}/retire', { ...edit(of), body: { on } }));

export const acknowledgeVersion = (id: string) =>
  unwrap(api.POST('/api/v1/procedure-versions/{id}/acknowledge', path(id)));

/** A procedure from a file that `/procedure-versions/:id/export` wrote. */
export const importProcedure = (body: unknown) =>
  unwrap(api.POST('/api/v1/procedures/import', { body: body as never })) as Promise<{
    procedureId: string;
    unknownCategories: string[];
    picturesLeftOut: number;
  }>;

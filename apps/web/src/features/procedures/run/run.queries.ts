import type { ProcedureInForce, ProcedureRun, ProcedureStepInput } from '@jingyun/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api, sent, unwrap } from '../../../lib/api/client.ts';

const path = (id: string) => ({ params: { path: { id } } });

/** Under the ticket's key: what moves the ticket moves its runs. */
export const runsKey = (ticketId: string) => ['ticket', ticketId, 'procedure-runs'] as const;

export const runsQuery = (ticketId: string) =>
  queryOptions({
    queryKey: runsKey(ticketId),
    queryFn: async () =>
      (await unwrap(api.GET('/api/v1/tickets/{id}/procedure-runs', path(ticketId)))).data as ProcedureRun[],
  });

export const inForceQuery = (teamId: string | null) =>
  queryOptions({
    queryKey: ['procedures', 'in-force', teamId],
    queryFn: async () =>
      (
        await unwrap(
          api.GET('/api/v1/procedures/in-force', {
            params: { query: teamId === null ? {} : { teamId } },
          }),
        )
      ).data as ProcedureInForce[],
  });

export const startRun = (ticketId: string, procedureId: string) =>
  unwrap(
    api.POST('/api/v1/tickets/{id}/procedure-runs', { ...path(ticketId), body: { procedureId } }),
  ) as Promise<ProcedureRun>;

export const setStep = (runId: string, key: string, body: ProcedureStepInput) =>
  unwrap(
    api.PUT('/api/v1/procedure-runs/{id}/steps/{key}', {
      params: { path: { id: runId, key } },
      body: sent(body),
    }),
  ) as Promise<ProcedureRun>;

export const completeRun = (runId: string) =>
  unwrap(api.POST('/api/v1/procedure-runs/{id}/complete', path(runId))) as Promise<ProcedureRun>;

export const cancelRun = (runId: string, reason: string) =>
  unwrap(
    api.POST('/api/v1/procedure-runs/{id}/cancel', { ...path(runId), body: { reason } }),
  ) as Promise<ProcedureRun>;

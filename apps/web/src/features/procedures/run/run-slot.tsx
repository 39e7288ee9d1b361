import type { Ticket } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { clockNow } from '../../../lib/time/clock.ts';
import { useMay } from '../../session/session.ts';
import { runsQuery } from './run.queries.ts';

const RunPanel = lazy(() => import('./run-panel.tsx'));

/** A run begins just after its ticket: for so long it is asked for again, in milliseconds. */
const newTicketMs = 60_000;

/** The place of procedures beside a ticket: empty, and without their code, while none runs on it. */
export function RunSlot({ ticket }: { ticket: Ticket }) {
  const may = useMay();
  const isNew = clockNow() - Date.parse(ticket.createdAt) < newTicketMs;
  const { data } = useQuery({
    ...runsQuery(ticket.id),
    enabled: may('procedures.read'),
    refetchInterval: ({ state }) => (isNew && state.data?.length === 0 ? 2_000 : false),
  });
  const runs = data?.filter((run) => run.status !== 'cancelled') ?? [];
  if (runs.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <RunPanel ticketId={ticket.id} teamId={ticket.teamId} runs={runs} />
    </Suspense>
  );
}

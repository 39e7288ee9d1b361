import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ApiError } from '../../../lib/api/problem.ts';
import { runsKey } from './run.queries.ts';

/**
 * Leads to the panel when the server refuses to solve the ticket because of what is open here. Whatever was tried,
 * a button or a reply, it is a mutation that fails; so nothing of the ticket page has to know of procedures.
 *
 * @param blocks whether this panel has what keeps the ticket from being solved
 * @returns the ref of the panel's element
 */
export function useHeldTicket(ticketId: string, blocks: boolean, onHeld: () => void) {
  const panel = useRef<HTMLElement>(null);
  const client = useQueryClient();
  const latest = useRef({ blocks, onHeld });
  useEffect(() => {
    latest.current = { blocks, onHeld };
  });
  useEffect(
    () =>
      client.getMutationCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'error') return;
        const { error } = event.mutation.state;
        if (!(error instanceof ApiError) || error.code !== 'ticket_held') return;
        void client.invalidateQueries({ queryKey: runsKey(ticketId) });
        if (!latest.current.blocks) return;
        latest.current.onHeld();
        panel.current?.scrollIntoView({ block: 'start' });
        panel.current?.focus({ preventScroll: true });
      }),
    [client, ticketId],
  );
  return panel;
}

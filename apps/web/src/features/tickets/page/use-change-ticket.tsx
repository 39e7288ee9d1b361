import type { Ticket, TicketChange } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, unwrap } from '../../../lib/api/client.ts';
import { ApiError } from '../../../lib/api/problem.ts';
import { useShowError } from '../../../ui/use-error-text.ts';
import { changeTicket, ticketQuery } from '../ticket.queries.ts';
import { ConflictDialog } from './conflict-dialog.tsx';

interface Conflict {
  mine: TicketChange;
  before: Ticket;
  now: Ticket;
}

interface TicketChanges {
  change: (change: TicketChange) => void;
  saving: boolean;
  /** The question about a conflict, where there is one. */
  dialog: ReactNode;
}

/**
 * Changes fields of a ticket at once, as the user saw it. Where a colleague was faster, the server
 * refuses; then both versions are shown and the user decides.
 */
export function useChangeTicket(ticket: Ticket | undefined): TicketChanges {
  const client = useQueryClient();
  const showError = useShowError();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const save = useMutation({
    mutationFn: ({ base, change }: { base: Ticket; change: TicketChange }) =>
      changeTicket(base.id, base.version, change),
    onSuccess: (changed) => {
      setConflict(null);
      client.setQueryData(ticketQuery(changed.id).queryKey, changed);
      void client.invalidateQueries({ queryKey: ['ticket', changed.id] });
      void client.invalidateQueries({ queryKey: ['tickets'] });
    },
    onError: async (error, { base, change }) => {
      if (!(error instanceof ApiError) || error.code !== 'version_conflict') return showError(error);
      const now = await unwrap(api.GET('/api/v1/tickets/{id}', { params: { path: { id: base.id } } })).catch(
        () => null,
      );
      if (now === null) return showError(error);
      setConflict({ mine: change, before: base, now });
    },
  });
  return {
    change: (change) => {
      if (ticket !== undefined) save.mutate({ base: ticket, change });
    },
    saving: save.isPending,
    dialog:
      conflict === null ? null : (
        <ConflictDialog
          {...conflict}
          busy={save.isPending}
          onOverwrite={() => save.mutate({ base: conflict.now, change: conflict.mine })}
          onKeep={() => {
            client.setQueryData(ticketQuery(conflict.now.id).queryKey, conflict.now);
            setConflict(null);
          }}
        />
      ),
  };
}

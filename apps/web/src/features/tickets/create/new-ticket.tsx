import type { Ticket } from '@jingyun/contracts';
import { createContext, lazy, type ReactNode, Suspense, use, useMemo, useState } from 'react';
import { useHotkeys } from '../../../lib/keyboard/use-hotkeys.ts';
import { useMay } from '../../session/session.ts';

const NewTicketDialog = lazy(() => import('./new-ticket-dialog.tsx'));

/** What a new ticket starts from, e.g. the customer whose page it was begun on. */
export interface NewTicketStart {
  customerId?: string;
  /** The ticket it is a part of. */
  parent?: Pick<Ticket, 'id' | 'number'>;
  subject?: string;
  kind?: Ticket['kind'];
  requester?: { name?: string; email?: string; phone?: string };
}

/** A part of a ticket begins with what is known of the whole. */
export function childOf(ticket: Ticket): NewTicketStart {
  const { id, number, kind, customerId, requester } = ticket;
  return {
    parent: { id, number },
    kind,
    ...(customerId === null ? {} : { customerId }),
    requester: {
      ...(requester.name === null ? {} : { name: requester.name }),
      ...(requester.email === null ? {} : { email: requester.email }),
      ...(requester.phone === null ? {} : { phone: requester.phone }),
    },
  };
}

const NewTicketContext = createContext<{ open: (start?: NewTicketStart) => void } | null>(null);

/** Lets any page begin a ticket; `c` does it from anywhere. */
export function NewTicketProvider({ children }: { children: ReactNode }) {
  const [start, setStart] = useState<NewTicketStart | null>(null);
  const may = useMay();
  const value = useMemo(() => ({ open: (given: NewTicketStart = {}) => setStart(given) }), []);
  useHotkeys({ c: () => value.open() }, may('tickets.create'));
  return (
    <NewTicketContext value={value}>
      {children}
      {start === null ? null : (
        <Suspense fallback={null}>
          <NewTicketDialog start={start} onClose={() => setStart(null)} />
        </Suspense>
      )}
    </NewTicketContext>
  );
}

/** @throws Error outside of NewTicketProvider */
export function useNewTicket() {
  const value = use(NewTicketContext);
  if (value === null) throw new Error('useNewTicket needs a NewTicketProvider above it.');
  return value;
}

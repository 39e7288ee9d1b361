import { idParams, pageOf, slaDueClock, slaDueQuery, ticketSla } from '@jingyun/contracts';
import { authorise } from '../../platform/actor.ts';
import { query } from '../../platform/http/command.ts';
import { decodeCursor, pageFrom } from '../../platform/http/cursor.ts';
import type { HttpApp } from '../../platform/http/server.ts';
import type { Services } from '../../platform/services.ts';
import { nameTickets, readTicket } from '../tickets/index.ts';
import { listDue } from './list-due.ts';
import { readTicketSla } from './read-ticket-sla.ts';
import type { TermsCache } from './terms.ts';

const tags = ['sla'];
const read = { permission: 'sla.read' };

/** Clocks: of one ticket with its ledger, and of all tickets by due time. */
export function clockRoutes(app: HttpApp, services: Services, cache: TermsCache): void {
  app.get(
    '/api/v1/tickets/:id/sla',
    {
      config: read,
      schema: {
        tags,
        summary: "A ticket's clocks, each with a ledger of what counted, what paused and why",
        params: idParams,
        response: { 200: ticketSla },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        await readTicket(tx, call, request.params.id);
        return { clocks: await readTicketSla(tx, services.registry, cache, request.params.id, call.now) };
      }),
  );

  app.get(
    '/api/v1/sla-clocks',
    {
      config: read,
      schema: {
        tags,
        summary: 'Running clocks by due time, overdue ones first',
        querystring: slaDueQuery,
        response: { 200: pageOf(slaDueClock) },
      },
    },
    (request) =>
      query(services, request, async (tx, call) => {
        const { cursor, limit } = request.query;
        const key = decodeCursor('sla-clocks', cursor);
        const after =
          key === null
            ? null
            : {
                dueAt: String(key[0]),
                ticketId: String(key[1]),
                kind: String(key[2]),
                cycle: Number(key[3]),
              };
        const rows = await listDue(tx, call.actor, authorise(call.actor, 'sla.read'), request.query, after);
        const names = await nameTickets(
          tx,
          call.actor,
          rows.map((row) => row.ticketId),
        );
        const nameOf = (id: string) => {
          const name = names.get(id);
          return name === undefined ? null : { number: name.number, subject: name.subject };
        };
        return pageFrom(
          rows,
          limit,
          'sla-clocks',
          (row) => [row.dueAt, row.ticketId, row.kind, row.cycle],
          (row) => ({ ...row, ticket: nameOf(row.ticketId) }),
        );
      }),
  );
}

import { ticketEvents, ticketPermissions } from '@jingyun/contracts';
import { defineModule, type Module } from '../../platform/module.ts';
import { closeOverdueSolved } from './close-solved-tickets.ts';
import { conversationRoutes } from './conversation.routes.ts';
import type { DueOrder } from './list-tickets.ts';
import { macroAndViewRoutes } from './macro-view.routes.ts';
import { relationRoutes } from './relation.routes.ts';
import { setUpTickets } from './set-up-tickets.ts';
import { ticketSettingsRoutes } from './settings.routes.ts';
import { sweepTraces } from './sweep-traces.ts';
import { ticketActions, ticketSources } from './ticket.automation.ts';
import { ticketDimensionNames } from './ticket.dimensions.ts';
import { ticketMetrics } from './ticket.metrics.ts';
import { ticketRecords } from './ticket.records.ts';
import { ticketRoutes } from './ticket.routes.ts';

export { deleteAccessLinks as endAccessLinks } from './access-link.repo.ts';
export { issueAccessLink, openAccessLink, orgOfToken } from './access-link.ts';
export { addNote } from './add-note.ts';
export { bulkEditTickets } from './bulk-edit-tickets.ts';
export type { Categories } from './category.rules.ts';
export { changeTicket } from './change-ticket.ts';
export { closeSolvedTickets } from './close-solved-tickets.ts';
export { createTicket } from './create-ticket.ts';
export { ensureImportedCategories } from './ensure-imported-categories.ts';
export { ensureImportedFields } from './ensure-imported-fields.ts';
export type { Hold } from './hold.repo.ts';
export { liftHolds, putHolds } from './hold-ticket.ts';
export { importTickets } from './import-tickets.ts';
export type { ImportedHappening, ImportedTicket } from './imported-history.ts';
export { linkTickets } from './link-tickets.ts';
export { type DueOrder, listTickets } from './list-tickets.ts';
export { mergeTickets } from './merge-tickets.ts';
export { textOf } from './message.body.ts';
export { nameTickets } from './name-tickets.ts';
export {
  type CustomersTicket,
  replyFromCustomer,
  settleFromCustomer,
  submitFromPortal,
  ticketForCustomer,
  ticketOfRequester,
} from './portal-tickets.ts';
export { readTicket } from './read-ticket.ts';
export { replyToTicket } from './reply-to-ticket.ts';
export { createCategory } from './save-category.ts';
export { createField } from './save-field.ts';
export { createMacro } from './save-macro.ts';
export { categoriesOf } from './settings.ts';
export { tellBrowsers } from './tell-browsers.ts';
export { presentMessage, presentTicket } from './ticket.present.ts';
export { priorityOf } from './ticket.rules.ts';
export { factsOf, type TicketState } from './ticket.state.ts';
export { ticketFactsByIds, ticketsByIds } from './ticket-facts.ts';
export type { TicketName } from './ticket-names.repo.ts';

/**
 * The tickets module.
 * @param ports what other modules give to it: the order of tickets by their next due promise
 */
export function ticketsModuleWith(ports: { dueOrder?: DueOrder }): Module {
  return defineModule({
    name: 'tickets',
    migrations: new URL('./migrations/', import.meta.url),
    permissions: ticketPermissions,
    events: ticketEvents,
    metrics: ticketMetrics,
    dimensionNames: ticketDimensionNames,
    records: ticketRecords,
    routes: (app, services) => {
      ticketRoutes(app, services, ports.dueOrder);
      conversationRoutes(app, services);
      relationRoutes(app, services);
      ticketSettingsRoutes(app, services);
      macroAndViewRoutes(app, services);
    },
    automationActions: ticketActions,
    automationSources: ticketSources,
    setUpOrganisation: setUpTickets,
    schedules: [
      { name: 'tickets.close-solved', cron: '17 * * * *', run: closeOverdueSolved },
      { name: 'tickets.sweep', cron: '41 3 * * *', run: sweepTraces },
    ],
  });
}

export const ticketsModule = ticketsModuleWith({});

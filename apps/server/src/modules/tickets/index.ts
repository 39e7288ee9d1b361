import { ticketEvents, ticketPermissions } from '@jingyun/contracts';
import { defineModule, type Module } from '../../platform/module.ts';
import { closeOverdueSolved } from './close-solved-tickets.ts';
import { conversationRoutes } from './conversation.routes.ts';
import type { DueOrder } from './list-tickets.ts';
import { ticketSettingsRoutes } from './settings.routes.ts';
import { ticketDimensionNames } from './ticket.dimensions.ts';
import { ticketMetrics } from './ticket.metrics.ts';
import { ticketRoutes } from './ticket.routes.ts';

export { ensureImportedCategories } from './ensure-imported-categories.ts';
export { importTickets } from './import-tickets.ts';
export type { ImportedHappening, ImportedTicket } from './imported-history.ts';

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
    routes: (app, services) => {
      ticketRoutes(app, services, ports.dueOrder);
      conversationRoutes(app, services);
      ticketSettingsRoutes(app, services);
    },
    schedules: [{ name: 'tickets.close-solved', cron: '17 * * * *', run: closeOverdueSolved }],
  });
}

export { nameTickets } from './name-tickets.ts';
export { readTicket } from './read-ticket.ts';

export const ticketsModule = ticketsModuleWith({});

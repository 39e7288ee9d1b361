import type { MetricDimension } from '@jingyun/contracts';
import { listTickets, presentTicket } from '../../modules/tickets/index.ts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Services } from '../../platform/services.ts';
import type { ExportRow, ExportSource } from './sources.ts';

const pageSize = 1_000;

/** Tickets as the API gives them, oldest first, with the names of category, team and assignee beside their ids. */
export const exportTickets: ExportSource = {
  columns: [
    'number',
    'subject',
    'kind',
    'channel',
    'status',
    'priority',
    'category',
    'team',
    'assignee',
    'requesterName',
    'requesterEmail',
    'requesterPhone',
    'tags',
    'complaintClass',
    'severity',
    'createdAt',
    'firstRepliedAt',
    'solvedAt',
    'closedAt',
    'reopens',
    'reassignments',
    'source',
    'externalId',
    'id',
  ],
  rows: async function* ({ services, call }) {
    for (let cursor: string | undefined; ; ) {
      const page = await services.database.inOrg(call.actor.orgId, (tx) =>
        readPage(tx, call, services, cursor),
      );
      yield* page.rows;
      if (page.nextCursor === null) return;
      cursor = page.nextCursor;
    }
  },
};

async function readPage(
  tx: Tx,
  call: Call,
  { metrics }: Services,
  cursor: string | undefined,
): Promise<{ rows: ExportRow[]; nextCursor: string | null }> {
  const { tickets, nextCursor } = await listTickets(tx, call, { sort: 'created', limit: pageSize, cursor });
  const names = async (dimension: MetricDimension, ids: (string | null)[]) => {
    const wanted = [...new Set(ids)].filter((id) => id !== null);
    return metrics.namesOf(dimension)?.names(tx, wanted, call.actor.locale) ?? new Map<string, string>();
  };
  const categories = await names(
    'category',
    tickets.map((ticket) => ticket.categoryId),
  );
  const teams = await names(
    'team',
    tickets.map((ticket) => ticket.teamId),
  );
  const assignees = await names(
    'assignee',
    tickets.map((ticket) => ticket.assigneeId),
  );
  const nameOf = (known: ReadonlyMap<string, string>, id: string | null) =>
    id === null ? null : (known.get(id) ?? id);
  const rows = tickets.map((ticket) => ({
    ...presentTicket(ticket),
    category: nameOf(categories, ticket.categoryId),
    team: nameOf(teams, ticket.teamId),
    assignee: nameOf(assignees, ticket.assigneeId),
    requesterName: ticket.requesterName,
    requesterEmail: ticket.requesterEmail,
    requesterPhone: ticket.requesterPhone,
  }));
  return { rows, nextCursor };
}

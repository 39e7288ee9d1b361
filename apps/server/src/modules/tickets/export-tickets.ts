import { PassThrough, type Readable } from 'node:stream';
import { ticketWords, type Words } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { type Cell, writeCsv } from '../../platform/tabular/write-csv.ts';
import { writeXlsx } from '../../platform/tabular/write-xlsx.ts';
import { findTeamNames, findUserNames, getOrganisation } from '../people/index.ts';
import { findCategoryNames } from './category-names.repo.ts';
import { type DueOrder, type ListQuery, listTickets } from './list-tickets.ts';
import type { TicketState } from './ticket.state.ts';

/** What a cell is made from besides its ticket. */
interface Context {
  say: (words: Words) => string;
  time: (at: Temporal.Instant | null) => string | null;
  team: (id: string | null) => string | null;
  user: (id: string | null) => string | null;
  category: (id: string | null) => string | null;
}

const columns: { words: Words; cell: (ticket: TicketState, context: Context) => Cell }[] = [
  { words: { zh: '编号', en: 'Number' }, cell: (ticket) => ticket.number },
  { words: { zh: '主题', en: 'Subject' }, cell: (ticket) => ticket.subject },
  { words: { zh: '状态', en: 'Status' }, cell: (ticket, { say }) => say(ticketWords.status[ticket.status]) },
  {
    words: { zh: '优先级', en: 'Priority' },
    cell: (ticket, { say }) => say(ticketWords.priority[ticket.priority]),
  },
  { words: { zh: '类型', en: 'Kind' }, cell: (ticket, { say }) => say(ticketWords.kind[ticket.kind]) },
  {
    words: { zh: '渠道', en: 'Channel' },
    cell: (ticket, { say }) => say(ticketWords.channel[ticket.channel]),
  },
  { words: { zh: '分类', en: 'Category' }, cell: (ticket, { category }) => category(ticket.categoryId) },
  { words: { zh: '团队', en: 'Team' }, cell: (ticket, { team }) => team(ticket.teamId) },
  { words: { zh: '处理人', en: 'Assignee' }, cell: (ticket, { user }) => user(ticket.assigneeId) },
  { words: { zh: '联系人', en: 'Requester' }, cell: (ticket) => ticket.requesterName },
  { words: { zh: '联系邮箱', en: 'E-mail' }, cell: (ticket) => ticket.requesterEmail },
  { words: { zh: '联系电话', en: 'Phone' }, cell: (ticket) => ticket.requesterPhone },
  { words: { zh: '客户等级', en: 'Customer tier' }, cell: (ticket) => ticket.customerTier },
  { words: { zh: '标签', en: 'Tags' }, cell: (ticket) => ticket.tags.join(', ') },
  {
    words: { zh: '投诉类别', en: 'Complaint class' },
    cell: ({ complaintClass }, { say }) =>
      complaintClass === null ? null : say(ticketWords.complaintClass[complaintClass]),
  },
  { words: { zh: '严重度', en: 'Severity' }, cell: (ticket) => ticket.severity },
  { words: { zh: '创建时间', en: 'Created' }, cell: (ticket, { time }) => time(ticket.createdAt) },
  {
    words: { zh: '首次响应时间', en: 'First reply' },
    cell: (ticket, { time }) => time(ticket.firstRepliedAt),
  },
  { words: { zh: '解决时间', en: 'Solved' }, cell: (ticket, { time }) => time(ticket.solvedAt) },
  { words: { zh: '关闭时间', en: 'Closed' }, cell: (ticket, { time }) => time(ticket.closedAt) },
  { words: { zh: '更新时间', en: 'Updated' }, cell: (ticket, { time }) => time(ticket.updatedAt) },
  { words: { zh: '回复次数', en: 'Replies' }, cell: (ticket) => ticket.replies },
  { words: { zh: '重开次数', en: 'Reopens' }, cell: (ticket) => ticket.reopens },
  { words: { zh: '转手次数', en: 'Handovers' }, cell: (ticket) => ticket.handovers },
  { words: { zh: '来源', en: 'Source' }, cell: (ticket) => ticket.source },
  { words: { zh: '外部编号', en: 'External id' }, cell: (ticket) => ticket.externalId },
];

const pageSize = 200;
const sheet = { zh: '工单', en: 'Tickets' };

/**
 * The tickets of a list as a file, in the list's order. Read page by page, each in a
 * transaction of its own: a slow download holds no connection.
 */
export function exportTickets(
  services: Pick<Services, 'database'>,
  call: Call,
  query: Omit<ListQuery, 'limit' | 'cursor'>,
  format: 'csv' | 'xlsx',
  dueOrder?: DueOrder,
): { type: string; stream: Readable } {
  const stream = new PassThrough();
  const { locale } = call.actor;
  const headers = columns.map(({ words }) => say(words, locale));
  const rows = rowsOf(services, call, query, dueOrder);
  const write =
    format === 'csv'
      ? writeCsv(stream, headers, rows)
      : writeXlsx(stream, headers, rows, { sheetName: say(sheet, locale) });
  // A reader that went away, or a failure: the stream carries it to the one who sends.
  write.catch((error: Error) => stream.destroy(error));
  const type =
    format === 'csv'
      ? 'text/csv; charset=utf-8'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { type, stream };
}

async function* rowsOf(
  services: Pick<Services, 'database'>,
  call: Call,
  query: Omit<ListQuery, 'limit' | 'cursor'>,
  dueOrder: DueOrder | undefined,
): AsyncGenerator<Cell[]> {
  const { actor } = call;
  const { timeZone } = await services.database.inOrg(actor.orgId, getOrganisation);
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const from: string | undefined = cursor;
    const { page, names } = await services.database.inOrg(actor.orgId, async (tx) => {
      const asked = { ...query, limit: pageSize, cursor: from };
      const found = await listTickets(tx, call, asked, dueOrder);
      const ids = (of: (ticket: TicketState) => string | null) => [
        ...new Set(found.tickets.flatMap((ticket) => of(ticket) ?? [])),
      ];
      return {
        page: found,
        names: {
          team: await findTeamNames(
            tx,
            ids((ticket) => ticket.teamId),
          ),
          user: await findUserNames(
            tx,
            ids((ticket) => ticket.assigneeId),
          ),
          category: await findCategoryNames(
            tx,
            ids((ticket) => ticket.categoryId),
            actor.locale,
          ),
        },
      };
    });
    const nameIn = (known: ReadonlyMap<string, string>) => (id: string | null) =>
      id === null ? null : (known.get(id) ?? null);
    const context: Context = {
      say: (words) => say(words, actor.locale),
      time: (at) => (at === null ? null : localTime(at, timeZone)),
      team: nameIn(names.team),
      user: nameIn(names.user),
      category: nameIn(names.category),
    };
    for (const ticket of page.tickets) yield columns.map(({ cell }) => cell(ticket, context));
    cursor = page.nextCursor;
  }
}

function localTime(at: Temporal.Instant, zone: string): string {
  const local = at.toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

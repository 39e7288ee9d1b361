import { PassThrough, type Readable } from 'node:stream';
import type { Locale, Words } from '@jingyun/contracts';
import type { Actor } from '../../platform/actor.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { Services } from '../../platform/services.ts';
import { type Cell, writeCsv } from '../../platform/tabular/write-csv.ts';
import { writeXlsx } from '../../platform/tabular/write-xlsx.ts';
import { getOrganisation } from '../people/index.ts';
import { ownersInReach } from './customer.policy.ts';
import type { CustomerRow } from './customer.repo.ts';
import { type CustomerFilter, type CustomerPosition, listCustomers } from './customer-list.repo.ts';

const columns: { words: Words; cell: (row: CustomerRow, zone: string) => Cell }[] = [
  { words: { zh: '编号', en: 'Id' }, cell: (row) => row.id },
  { words: { zh: '类型', en: 'Kind' }, cell: (row) => row.kind },
  { words: { zh: '名称', en: 'Name' }, cell: (row) => row.name },
  { words: { zh: '等级', en: 'Tier' }, cell: (row) => row.tier },
  { words: { zh: '标签', en: 'Tags' }, cell: (row) => row.tags.join(', ') },
  { words: { zh: '邮箱', en: 'E-mail' }, cell: (row) => contactsOf(row, 'email') },
  { words: { zh: '电话', en: 'Phone' }, cell: (row) => contactsOf(row, 'phone') },
  {
    words: { zh: '外部编号', en: 'External ids' },
    cell: (row) => row.externalIds.map((x) => `${x.source}:${x.externalId}`).join(', '),
  },
  { words: { zh: '备注', en: 'Note' }, cell: (row) => row.note },
  { words: { zh: '建立时间', en: 'Created' }, cell: (row, zone) => localTime(row.createdAt, zone) },
  { words: { zh: '更新时间', en: 'Changed' }, cell: (row, zone) => localTime(row.updatedAt, zone) },
];

const contactsOf = (row: CustomerRow, type: string) =>
  row.contacts
    .filter((contact) => contact.type === type)
    .map((contact) => contact.value)
    .join(', ');

const localTime = (at: Temporal.Instant, zone: string) =>
  at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ');

const pageSize = 1_000;

/**
 * The customers in the actor's reach that pass the filter, as a file, by name. Read page by
 * page, each in a transaction of its own: a slow download holds no connection.
 */
export function exportCustomers(
  services: Pick<Services, 'database'>,
  actor: Actor,
  filter: CustomerFilter,
  format: 'csv' | 'xlsx',
): { type: string; stream: Readable } {
  const stream = new PassThrough();
  const headers = columns.map(({ words }) => say(words, actor.locale));
  const rows = cellsOf(services, actor, filter);
  const write =
    format === 'csv'
      ? writeCsv(stream, headers, rows)
      : writeXlsx(stream, headers, rows, { sheetName: sheetName(actor.locale) });
  // A reader that went away, or a failure: the stream carries it to the one who sends.
  write.catch((error: Error) => stream.destroy(error));
  const type =
    format === 'csv'
      ? 'text/csv; charset=utf-8'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { type, stream };
}

const sheetName = (locale: Locale) => say({ zh: '客户', en: 'Customers' }, locale);

async function* cellsOf(
  services: Pick<Services, 'database'>,
  actor: Actor,
  filter: CustomerFilter,
): AsyncGenerator<Cell[]> {
  const { timeZone } = await services.database.inOrg(actor.orgId, getOrganisation);
  let after: CustomerPosition | null = null;
  for (;;) {
    const position: CustomerPosition | null = after;
    const rows: CustomerRow[] = await services.database.inOrg(actor.orgId, async (tx) => {
      const owners = await ownersInReach(tx, actor, 'customers.export');
      return listCustomers(tx, filter, owners, 'name', position, pageSize);
    });
    for (const row of rows.slice(0, pageSize)) yield columns.map(({ cell }) => cell(row, timeZone));
    const last = rows[pageSize - 1];
    if (rows.length <= pageSize || last === undefined) return;
    after = [last.name, last.id];
  }
}

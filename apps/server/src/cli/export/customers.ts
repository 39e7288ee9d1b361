import { listCustomers } from '../../modules/customers/index.ts';
import type { Call } from '../../platform/actor.ts';
import type { Services } from '../../platform/services.ts';
import type { ExportSource } from './sources.ts';

const pageSize = 1_000;

/** Customers with their contacts and the identities that other systems keep of them, by name. */
export const exportCustomers: ExportSource = {
  columns: [
    'name',
    'kind',
    'tier',
    'tags',
    'emails',
    'phones',
    'externalIds',
    'note',
    'createdAt',
    'updatedAt',
    'id',
  ],
  rows: async function* ({ services, call }) {
    for (let after: Position = null; ; ) {
      const rows = await readPage(services, call, after);
      for (const row of rows.slice(0, pageSize)) {
        const values = (type: string) =>
          row.contacts.filter((contact) => contact.type === type).map(({ value }) => value);
        yield {
          ...row,
          emails: values('email'),
          phones: values('phone'),
          externalIds: row.externalIds.map(({ source, externalId }) => `${source}:${externalId}`),
          createdAt: row.createdAt.toString(),
          updatedAt: row.updatedAt.toString(),
        };
      }
      const last = rows[pageSize - 1];
      if (rows.length <= pageSize || last === undefined) return;
      after = [last.name, last.id];
    }
  },
};

type Position = readonly [name: string, id: string] | null;

/** One row more than a page where there are further ones. */
function readPage(services: Services, call: Call, after: Position) {
  return services.database.inOrg(call.actor.orgId, (tx) =>
    listCustomers(tx, {}, null, 'name', after, pageSize),
  );
}

import { beginning, readEvents } from '../../platform/events/read-events.ts';
import type { ExportSource } from './sources.ts';

const pageSize = 2_000;

/** The event log, in its order, every event lifted to the newest version of its type. */
export const exportEvents: ExportSource = {
  columns: [
    'id',
    'type',
    'occurredAt',
    'recordedAt',
    'actorType',
    'actorId',
    'subjectType',
    'subjectId',
    'ticketId',
    'customerId',
    'causationId',
    'data',
  ],
  rows: async function* ({ services, call }) {
    for (let after = beginning; ; ) {
      const events = await services.database.inOrg(call.actor.orgId, (tx) =>
        readEvents(tx, services.registry, after, { types: 'all', limit: pageSize }),
      );
      for (const {
        id,
        type,
        occurredAt,
        recordedAt,
        actor,
        subject,
        ticketId,
        customerId,
        causationId,
        data,
      } of events)
        yield {
          id,
          type,
          occurredAt: occurredAt.toString(),
          recordedAt: recordedAt.toString(),
          actorType: actor.type,
          actorId: actor.id,
          subjectType: subject.type,
          subjectId: subject.id,
          ticketId,
          customerId,
          causationId,
          data,
        };
      const last = events.at(-1);
      if (last === undefined) return;
      after = { txid: last.txid, id: last.id, recordedAt: last.recordedAt };
    }
  },
};

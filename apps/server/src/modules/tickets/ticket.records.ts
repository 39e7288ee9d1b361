import { ticketWords } from '@jingyun/contracts';
import { say } from '../../platform/i18n/server-words.ts';
import type { RecordCard, RecordKind } from '../../platform/records/types.ts';
import { nameTickets } from './name-tickets.ts';

/** Tickets as other rooms show them. */
export const ticketRecords: readonly RecordKind[] = [
  {
    type: 'ticket',
    words: { zh: '工单', en: 'Ticket' },
    isCrossing: true,
    cards: async (tx, actor, ids) => {
      const names = await nameTickets(tx, actor, ids);
      return new Map(
        [...names.values()].map(({ id, number, subject, status }): [string, RecordCard] => [
          id,
          {
            title: `#${number} ${subject}`,
            status: say(ticketWords.status[status], actor.locale),
            tone: 'neutral',
            path: `/tickets/${id}`,
          },
        ]),
      );
    },
  },
];

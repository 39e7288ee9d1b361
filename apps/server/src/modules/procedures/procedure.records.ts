import { procedureRunStatusWords, procedureVersionStatusWords, procedureWordsFor } from '@jingyun/contracts';
import { may } from '../../platform/actor.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { RecordCard, RecordKind } from '../../platform/records/types.ts';
import { nameTickets } from '../tickets/index.ts';
import { namedProcedures, namedRuns, namedVersions } from './names.repo.ts';

/** Procedures, their versions and their runs as other rooms show them. */
export const procedureRecords: readonly RecordKind[] = [
  {
    type: 'procedure',
    words: { zh: '流程', en: 'Procedure' },
    cards: async (tx, actor, ids) => {
      if (!may(actor, 'procedures.read')) return new Map();
      const rows = await namedProcedures(tx, ids);
      return new Map(
        rows.map(({ id, code, name, locale }): [string, RecordCard] => [
          id,
          {
            title: `${code} ${procedureWordsFor(name, actor.locale, locale)}`,
            status: null,
            tone: 'neutral',
            path: `/procedures/${id}`,
          },
        ]),
      );
    },
  },
  {
    type: 'procedureVersion',
    words: { zh: '流程版本', en: 'Procedure version' },
    cards: async (tx, actor, ids) => {
      if (!may(actor, 'procedures.read')) return new Map();
      const rows = await namedVersions(tx, ids);
      return new Map(
        rows.map(({ id, procedureId, name, locale, number, status }): [string, RecordCard] => [
          id,
          {
            title: `${procedureWordsFor(name, actor.locale, locale)} v${number}`,
            status: say(procedureVersionStatusWords[status], actor.locale),
            tone: 'neutral',
            path: `/procedures/${procedureId}?version=${id}`,
          },
        ]),
      );
    },
  },
  {
    type: 'procedureRun',
    words: { zh: '流程执行', en: 'Procedure run' },
    cards: async (tx, actor, ids) => {
      if (!may(actor, 'procedures.read')) return new Map();
      const rows = await namedRuns(tx, ids);
      const tickets = await nameTickets(tx, actor, [...new Set(rows.map(({ ticketId }) => ticketId))]);
      return new Map(
        rows.flatMap(({ id, ticketId, name, locale, status, asWritten }): [string, RecordCard][] => {
          const ticket = tickets.get(ticketId);
          if (ticket === undefined) return [];
          const title = `${procedureWordsFor(name, actor.locale, locale)} · #${ticket.number}`;
          const words = procedureRunStatusWords[status];
          const tone = asWritten === null ? 'neutral' : asWritten ? 'good' : 'bad';
          return [[id, { title, status: say(words, actor.locale), tone, path: `/tickets/${ticketId}` }]];
        }),
      );
    },
  },
];

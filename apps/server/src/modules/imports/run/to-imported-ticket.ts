import type { ImportedHappening, ImportedTicket } from '../../tickets/index.ts';
import type { HistoryStep, TicketHistory, TicketState } from '../history/types.ts';
import { type Names, requesterKey } from './names.ts';

/** A history in the words of the tickets module: names become ids, activities are left out. */
export function toImportedTicket(history: TicketHistory, source: string, names: Names): ImportedTicket {
  const [first] = history.steps;
  if (first?.type !== 'created') throw new RangeError('a history begins with its creation');
  const { externalId, subject, kind, channel, tags, requester, description, slaMet } = history;
  const { importance, urgency, priority, category, team, assignee } = first.state;
  return {
    source,
    externalId,
    subject: oneLine(subject),
    kind,
    channel,
    importance: importance ?? 'medium',
    urgency: urgency ?? 'medium',
    priority,
    categoryId: idOf(names.categories, category),
    teamId: idOf(names.teams, team),
    assigneeId: idOf(names.users, assignee),
    customerId: requester === null ? null : (names.customers.get(requesterKey(requester)) ?? null),
    requester: requester ?? { name: null, email: null, phone: null },
    tags,
    ...(history.kept === undefined ? {} : { customFields: valuesByKey(names.fields, history.kept) }),
    text: description,
    createdAt: instant(first.at),
    ...(slaMet === null ? {} : { sourceMadeSla: slaMet }),
    happenings: history.steps.slice(1).flatMap((step) => happeningOf(step, names)),
  };
}

function valuesByKey(
  keys: ReadonlyMap<string, string>,
  kept: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(kept).flatMap(([column, value]) => {
      const key = keys.get(column);
      return key === undefined ? [] : [[key, value] as const];
    }),
  );
}

function happeningOf(step: HistoryStep, names: Names): ImportedHappening[] {
  if (step.type === 'replied') return [{ at: instant(step.at), type: 'replied', by: 'agent' }];
  if (step.type !== 'changed') return [];
  return [{ at: instant(step.at), type: 'changed', values: valuesOf(step.to, names) }];
}

function valuesOf(
  to: Partial<TicketState>,
  names: Names,
): Extract<ImportedHappening, { type: 'changed' }>['values'] {
  const { status, priority, importance, urgency, category, team, assignee } = to;
  return {
    ...(status === undefined ? {} : { status }),
    ...(priority === undefined ? {} : { priority }),
    ...(importance == null ? {} : { importance }),
    ...(urgency == null ? {} : { urgency }),
    ...(category === undefined ? {} : { categoryId: idOf(names.categories, category) }),
    ...(team === undefined ? {} : { teamId: idOf(names.teams, team) }),
    ...(assignee === undefined ? {} : { assigneeId: idOf(names.users, assignee) }),
  };
}

function idOf(ids: ReadonlyMap<string, string>, name: string | null): string | null {
  return name === null ? null : (ids.get(name) ?? null);
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

function instant(epoch: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(epoch);
}

import type { EventDefinition, ImprovementPlan } from '@jingyun/contracts';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { type AppendedEvent, appendEvents } from '../../platform/events/append-events.ts';
import { causeOf } from '../../platform/events/cause-of.ts';
import type { CountermeasureRow } from './countermeasure.repo.ts';
import type { ImprovementRow } from './improvement.repo.ts';

type SubjectType = 'improvement' | 'improvementCause' | 'countermeasure' | 'improvementCheck';

/** One event of this room, about one of its records. */
export interface Told {
  definition: EventDefinition;
  subject: SubjectType;
  id: string;
  data: unknown;
  cause: AppendedEvent | undefined;
}

/** Appends events of this room in the order given. @returns them, to be named as causes */
export async function tell(tx: Tx, call: Call, events: readonly Told[]): Promise<AppendedEvent[]> {
  return appendEvents(
    tx,
    events.map(({ subject, id, ...event }) => ({
      ...event,
      data: event.data as Record<string, unknown>,
      subject: { type: subject, id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
    })),
  );
}

/** The event that opened an improvement: what is decided within it is named as following from that. */
export const openingOf = ({
  eventId,
  eventDepth,
}: Pick<ImprovementRow, 'eventId' | 'eventDepth'>): AppendedEvent => ({
  id: eventId,
  depth: eventDepth,
});

/**
 * What a countermeasure follows from: the cause that it answers, where that was found to be a root cause, else the
 * improvement. Later events of a countermeasure name the same, so that a chain does not grow with every edit.
 */
export async function causeOfCountermeasure(
  tx: Tx,
  row: ImprovementRow,
  cause: { id: string; isRoot: boolean } | undefined,
): Promise<AppendedEvent> {
  if (cause?.isRoot !== true) return openingOf(row);
  return causeOf(tx, { type: 'improvementCause', id: cause.id });
}

/** The plan as events tell it. */
export const planFacts = (row: ImprovementPlan): ImprovementPlan => {
  const { title, ownerId, memberIds, teamIds, problem, metric, filters, aim, aimOn } = row;
  return { title, ownerId, memberIds, teamIds, problem, metric, filters, aim, aimOn };
};

/** A countermeasure as events tell it. */
export const countermeasureFacts = ({ id, addedAt: _added, ...facts }: CountermeasureRow) => ({
  countermeasureId: id,
  ...facts,
});

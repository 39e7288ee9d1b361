import { type EventDefinition, procedureWordsFor } from '@jingyun/contracts';
import { type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { type AppendedEvent, appendEvents } from '../../platform/events/append-events.ts';
import type { EventDraft } from '../../platform/events/types.ts';
import type { ProcedureRow } from './procedure.repo.ts';
import type { VersionRow } from './version.repo.ts';

/** What every event of a version says. */
export function namesOf(
  procedure: Pick<ProcedureRow, 'id' | 'name'>,
  version: Pick<VersionRow, 'id' | 'number' | 'content'>,
) {
  const { locale } = version.content;
  return {
    procedureId: procedure.id,
    versionId: version.id,
    number: version.number,
    name: procedureWordsFor(procedure.name, locale, locale),
  };
}

/** Tells what happened to a version. Its cause is the version's drafting, unless the call has one of its own. */
export async function tellVersion<D extends EventDefinition>(
  tx: Tx,
  call: Call,
  versionId: string,
  definition: D,
  data: EventDraft<D>['data'],
  cause: AppendedEvent | undefined,
): Promise<AppendedEvent> {
  const [event] = await appendEvents(tx, [
    {
      definition,
      data,
      subject: { type: 'procedureVersion', id: versionId },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause ?? cause,
    },
  ]);
  return event!;
}

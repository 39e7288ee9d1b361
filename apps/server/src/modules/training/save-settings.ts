import { type TrainingSettings, trainingSettingsSaved } from '@jingyun/contracts';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ServiceError } from '../../platform/errors/service-error.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { readSettings, writeSettings } from './course.repo.ts';

/** Sets how long people have for a course, and when they are reminded, from now on. @throws ServiceError forbidden */
export async function saveSettings(
  tx: Tx,
  call: Call,
  settings: TrainingSettings,
): Promise<TrainingSettings> {
  if (authorise(call.actor, 'training.manage') !== 'all')
    throw new ServiceError('forbidden', { params: { permission: 'training.manage' } });
  const before = await readSettings(tx);
  await writeSettings(tx, settings);
  await appendEvents(tx, [
    {
      definition: trainingSettingsSaved,
      data: { before, after: settings },
      subject: { type: 'trainingSettings', id: tx.orgId },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
  return settings;
}

import { procedurePublished, procedureRetired } from '@jingyun/contracts';
import { z } from 'zod';
import { type Call, systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Projector, StoredEvent } from '../../platform/events/types.ts';
import type { Services } from '../../platform/services.ts';
import { lockCourseOfVersion, noteRetiring } from './course.repo.ts';
import { retireCourse } from './retire-course.ts';
import { trainVersion } from './train-version.ts';
import { localDay } from './training.days.ts';

/** Publications are few, and each assigns a course to many: small batches keep locks short. */
const batchSize = 20;

/**
 * Answers what happens to procedures: a version that is published is to be learnt, one that is retired no more. In a
 * replay nothing is done: what was done is in the log.
 */
export function trainingProjector(services: Pick<Services, 'clock'>): Projector {
  return {
    name: 'training',
    types: [procedurePublished.type, procedureRetired.type],
    batchSize,
    apply: async (tx, events, mode) => {
      if (mode === 'replay') return;
      for (const event of events) {
        const cause = { id: event.id, depth: event.depth };
        await answer(tx, { actor: systemActor(tx.orgId), now: services.clock(), cause }, event);
      }
    },
    reset: async () => undefined,
  };
}

async function answer(tx: Tx, call: Call, event: StoredEvent): Promise<void> {
  if (event.type === procedurePublished.type) {
    const { actor } = event;
    const owner = actor.type === 'user' ? (z.uuid().safeParse(actor.id).data ?? null) : null;
    await trainVersion(tx, call, procedurePublished.data.parse(event.data), owner);
    return;
  }
  const { versionId, on } = procedureRetired.data.parse(event.data);
  const course = await lockCourseOfVersion(tx, versionId);
  if (course === null || course.retired) return;
  // Until that day it is in force, and to be learnt; the clock retires the course then.
  await noteRetiring(tx, course.id, on);
  if (on <= (await localDay(tx, call.now))) await retireCourse(tx, call, course.id);
}

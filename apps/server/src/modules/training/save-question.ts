import { type QuestionInput, questionSaved } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { authorise, type Call, eventActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { refuseStale } from '../../platform/http/versions.ts';
import { lockQuestion, type QuestionRow, writeQuestion } from './question.repo.ts';
import { requireOwn } from './training.policy.ts';

/** Adds a question to the bank. @throws ServiceError forbidden */
export async function createQuestion(tx: Tx, call: Call, input: QuestionInput): Promise<QuestionRow> {
  authorise(call.actor, 'training.manage');
  const ownerId = call.actor.type === 'user' ? call.actor.id : null;
  const row = { ...input, id: uuidv7(), ownerId, version: 1, createdAt: call.now, updatedAt: call.now };
  await writeQuestion(tx, row);
  await tellSaved(tx, call, null, row);
  return row;
}

/**
 * Replaces a question. Attempts that were opened before keep what they were asked.
 * @throws ServiceError forbidden, not_found, version_conflict, course_not_yours
 */
export async function replaceQuestion(
  tx: Tx,
  call: Call,
  id: string,
  expected: number,
  input: QuestionInput,
): Promise<QuestionRow> {
  authorise(call.actor, 'training.manage');
  const before = await lockQuestion(tx, id);
  refuseStale(expected, before.version);
  requireOwn(call.actor, before);
  const row = { ...before, ...input, version: before.version + 1, updatedAt: call.now };
  await writeQuestion(tx, row);
  await tellSaved(tx, call, before, row);
  return row;
}

async function tellSaved(tx: Tx, call: Call, before: QuestionRow | null, after: QuestionRow): Promise<void> {
  // What is right stays out of the log: more people read it than may know the answers before they are asked.
  const shown = ({ content, procedureId, tags, active }: QuestionRow) => ({
    kind: content.kind,
    title: content.title,
    procedureId,
    tags,
    active,
  });
  await appendEvents(tx, [
    {
      definition: questionSaved,
      data: { before: before === null ? null : shown(before), after: shown(after) },
      subject: { type: 'question', id: after.id },
      actor: eventActor(call.actor),
      occurredAt: call.now,
      cause: call.cause,
    },
  ]);
}

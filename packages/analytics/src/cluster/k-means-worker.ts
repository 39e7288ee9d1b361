/** The thread's side of `kMeansParallel`: is given the points once, then runs starts, or the completion, as asked. */
import { answerQuestions } from '../workers/thread.ts';
import { type Room, roomFor } from './descend.ts';
import { complete, type Descent, type Plan, runStart } from './k-means-steps.ts';
import { countOf, type FlatPoints } from './points.ts';

/** What `kMeansParallel` asks. */
export type Question =
  | { kind: 'points'; points: FlatPoints; plan: Plan }
  | { kind: 'start'; seed: number }
  | { kind: 'complete'; seed: number; best: Descent };

let work: { points: FlatPoints; plan: Plan; room: Room } | undefined;

answerQuestions<Question>((question) => {
  if (question.kind === 'points') {
    const { points, plan } = question;
    work = { points, plan, room: roomFor(countOf(points)) };
    return { answer: null };
  }
  if (!work) throw new Error('The points have to come first');
  const { points, plan, room } = work;
  if (question.kind === 'start') return { answer: runStart(points, plan, question.seed, room) };
  const partition = complete(points, plan, question.best, question.seed, room);
  return { answer: partition, transfer: [partition.labels.buffer as ArrayBuffer] };
});

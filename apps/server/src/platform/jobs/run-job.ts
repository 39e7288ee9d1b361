import { setTimeout as delay } from 'node:timers/promises';
import { systemActor } from '../actor.ts';
import { ServiceError } from '../errors/service-error.ts';
import type { Services } from '../services.ts';
import { claimJob, endJob, findJob, releaseJob, touchJob, writeProgress } from './jobs.repo.ts';
import type { JobDefinition } from './types.ts';

const progressEveryMs = 500;
const aliveEveryMs = 10_000;
const lookAgainMs = 2_000;

/**
 * Runs one job to its end and notes the outcome. Where another process is at it (a command
 * line beside a server), this one stands by and takes over if that one dies. An error of the error table ends the
 * job as failed, with words for people; any other is thrown for the queue to try again.
 *
 * @returns the job's result; an empty object where it had ended or was cancelled before.
 */
export async function runJob(
  services: Services,
  definitions: ReadonlyMap<string, JobDefinition>,
  orgId: string,
  id: string,
  options: { signal: AbortSignal; onProgress?: (done: number, total: number | null, note: string) => void },
): Promise<Record<string, unknown>> {
  const { database, log } = services;
  const job = await database.inOrg(orgId, (tx) => findJob(tx, id));
  const definition = job === undefined ? undefined : definitions.get(job.kind);
  if (job === undefined || definition === undefined) {
    log.error({ jobId: id, kind: job?.kind }, 'job of an unknown kind');
    return {};
  }
  for (;;) {
    const claim = await database.inOrg(orgId, (tx) => claimJob(tx, id));
    if (claim === 'ended') return {};
    if (claim === 'claimed') break;
    await delay(lookAgainMs, undefined, { signal: options.signal });
  }

  const cancel = new AbortController();
  const signal = AbortSignal.any([options.signal, cancel.signal]);
  let written = 0;
  let writing: Promise<void> = Promise.resolve();
  const progress = (done: number, total: number | null, note = '') => {
    options.onProgress?.(done, total, note);
    const now = performance.now();
    if (now - written < progressEveryMs) return;
    written = now;
    writing = writing
      .then(() => database.inOrg(orgId, (tx) => writeProgress(tx, id, done, total, note)))
      .then((asked) => {
        services.stream.publish(orgId, { topic: 'jobs', id });
        if (asked) cancel.abort();
      })
      .catch((err: unknown) => log.warn({ err, jobId: id }, 'progress not written'));
  };

  const alive = setInterval(() => {
    database
      .inOrg(orgId, (tx) => touchJob(tx, id))
      .then((asked) => asked && cancel.abort())
      .catch((err: unknown) => log.warn({ err, jobId: id }, 'job not touched'));
  }, aliveEveryMs);
  try {
    const input = definition.input.parse(job.input);
    const result = await definition.run(
      { id, orgId, call: { actor: systemActor(orgId), now: services.clock() }, services, signal, progress },
      input,
    );
    await writing;
    await database.inOrg(orgId, (tx) =>
      endJob(tx, id, cancel.signal.aborted ? { status: 'cancelled', result } : { status: 'done', result }),
    );
    return result;
  } catch (error) {
    await writing;
    if (cancel.signal.aborted) await database.inOrg(orgId, (tx) => endJob(tx, id, { status: 'cancelled' }));
    else if (options.signal.aborted || !(error instanceof ServiceError)) {
      await database.inOrg(orgId, (tx) => releaseJob(tx, id));
      throw error;
    } else
      await database.inOrg(orgId, (tx) =>
        endJob(tx, id, { status: 'failed', error: { code: error.code, message: error.message } }),
      );
    if (options.onProgress !== undefined) throw error;
    return {};
  } finally {
    clearInterval(alive);
    services.stream.publish(orgId, { topic: 'jobs', id });
  }
}

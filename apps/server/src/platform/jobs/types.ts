import type { Words } from '@jingyun/contracts';
import type { z } from 'zod';
import type { Call } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import type { Services } from '../services.ts';

/** What a running job is given besides its input. */
export interface JobRun {
  id: string;
  orgId: string;
  call: Call;
  services: Services;
  /** Aborted when somebody cancels the job or the process stops; stop at the next safe point. */
  signal: AbortSignal;
  /** Shown to people; written at most twice a second. `total` null: not known yet. */
  progress(done: number, total: number | null, note?: string): void;
}

/**
 * A kind of long work. It may be killed at any point and is then run again with the
 * same input: it must go on from what it finds, not do things twice.
 */
export interface JobDefinition<Input = unknown> {
  kind: string;
  words: Words;
  input: z.ZodType<Input>;
  run(run: JobRun, input: Input): Promise<Record<string, unknown>>;
}

/**
 * A job in a list of jobs with other inputs. The runner gives each only what its own
 * schema has parsed, so forgetting the type of the input is safe there.
 */
export function anyJob<Input>(definition: JobDefinition<Input>): JobDefinition<never> {
  return definition as unknown as JobDefinition<never>;
}

/** Work that the clock starts, in each organisation. */
export interface ScheduleDefinition {
  name: string;
  /** Five fields, UTC. */
  cron: string;
  run(services: Services, orgId: string, signal: AbortSignal): Promise<void>;
}

export interface Jobs {
  /** Queues a job in the caller's transaction: it runs only if that commits. @returns the job's id. */
  enqueue<Input>(tx: Tx, call: Call, definition: JobDefinition<Input>, input: Input): Promise<string>;
  /** Runs a queued job here and now, in this process, showing its progress: for the CLI. */
  runNow(
    orgId: string,
    id: string,
    onProgress?: (done: number, total: number | null, note: string) => void,
  ): Promise<Record<string, unknown>>;
  /** Asks a job to stop at its next safe point. */
  cancel(tx: Tx, id: string): Promise<void>;
}

/**
 * One adapter for the threads of Node (`worker_threads`) and of browsers (`Worker`): a question goes in, an answer
 * comes out. Nothing is imported from Node, so that bundlers for browsers have nothing to leave out.
 */
import { AnalyticsError } from '../errors.ts';

/** What the two kinds of workers have in common. */
interface Port {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  /** Node's way to listen, and the browsers'. */
  on?(event: string, listener: (value: never) => void): unknown;
  addEventListener?(event: string, listener: (event: never) => void): unknown;
}

/** A thread as Node or the browser makes it. */
export interface RawWorker extends Port {
  terminate(): unknown;
}

type WorkerClass = new (url: URL, options: { type: 'module' }) => RawWorker;

/** Another thread that answers questions, one after the other. */
export interface Thread {
  /** @throws AnalyticsError as the function there does, or Error if the thread fails */
  ask<Answer>(question: unknown): Promise<Answer>;
  /** Ends the thread; nothing may be asked any more. */
  close(): void;
}

interface Reply {
  answer?: unknown;
  error?: { message: string; argument?: string; reason?: string };
}

interface NodeThreads {
  Worker: WorkerClass;
  parentPort: Port | null;
}

interface Surroundings {
  Worker?: WorkerClass;
  process?: { getBuiltinModule?: (name: string) => unknown };
  postMessage?: Port['postMessage'];
  addEventListener?: NonNullable<Port['addEventListener']>;
}

const surroundings = globalThis as unknown as Surroundings;

function nodeThreads(): NodeThreads | undefined {
  return surroundings.process?.getBuiltinModule?.('node:worker_threads') as NodeThreads | undefined;
}

/**
 * The class of workers here, or nothing where there are no threads. A caller names its module in the form that
 * bundlers look for: `new Worker(new URL('./its-worker.ts', import.meta.url), { type: 'module' })`.
 */
export function findWorker(): WorkerClass | undefined {
  return nodeThreads()?.Worker ?? surroundings.Worker;
}

/** Puts questions to a worker whose module calls `answerQuestions`. */
export function connect(worker: RawWorker): Thread {
  const waiting: { resolve: (value: never) => void; reject: (error: Error) => void }[] = [];
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  listen<Reply>(worker, 'message', ({ answer, error }) => {
    const asked = waiting.shift();
    if (error) asked?.reject(errorOf(error));
    else asked?.resolve(answer as never);
  });
  listen<{ message?: string }>(worker, 'error', (cause) =>
    fail(new Error(`The worker failed: ${cause?.message ?? 'its module could not be loaded'}`, { cause })),
  );
  listen(worker, 'exit', () => fail(new Error('The worker has ended')));
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (failure) {
          reject(failure);
          return;
        }
        waiting.push({ resolve, reject });
        worker.postMessage(question);
      }),
    close: () => {
      worker.terminate();
    },
  };
}

/** In the worker's module: answers each question in turn; an array buffer in `transfer` is handed over, not copied. */
export function answerQuestions<Question>(
  answerTo: (question: Question) => { answer: unknown; transfer?: readonly ArrayBuffer[] },
): void {
  const port = nodeThreads()?.parentPort ?? (surroundings as Port);
  listen<Question>(port, 'message', (question) => {
    try {
      const { answer, transfer } = answerTo(question);
      port.postMessage({ answer } satisfies Reply, transfer);
    } catch (error) {
      port.postMessage({ error: describe(error) } satisfies Reply);
    }
  });
}

/** Node hands over the value, browsers an event that has it in `data`. */
function listen<T>(port: Port, event: string, listener: (value: T) => void): void {
  if (port.on) port.on(event, listener as (value: never) => void);
  else {
    port.addEventListener?.(event, ((message: { data: T }) =>
      listener(event === 'message' ? message.data : (message as unknown as T))) as (event: never) => void);
  }
}

function describe(error: unknown): NonNullable<Reply['error']> {
  if (error instanceof AnalyticsError) {
    return { message: error.message, argument: error.argument, reason: error.reason };
  }
  return { message: error instanceof Error ? error.message : String(error) };
}

function errorOf({ message, argument, reason }: NonNullable<Reply['error']>): Error {
  return argument !== undefined && reason !== undefined
    ? new AnalyticsError(argument, reason)
    : new Error(message);
}

/** The same numbers in memory that threads share, or as they are where there is none: then each thread gets a copy. */
export function share(values: Float64Array): Float64Array {
  if (typeof SharedArrayBuffer === 'undefined' || values.buffer instanceof SharedArrayBuffer) return values;
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

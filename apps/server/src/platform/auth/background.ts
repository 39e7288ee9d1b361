import type { Logger } from 'pino';

/**
 * Work that must not delay an answer, because how long the answer takes would tell who has
 * an account: audit entries of failed guesses, reset mails.
 */
export interface Background {
  run(what: string, work: () => Promise<void>): void;
  /** Resolves when everything begun has ended. */
  settled(): Promise<void>;
}

export function background(log: Pick<Logger, 'error'>): Background {
  const running = new Set<Promise<void>>();
  return {
    run: (what, work) => {
      const done = work()
        .catch((err: unknown) => log.error({ err }, what))
        .finally(() => running.delete(done));
      running.add(done);
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

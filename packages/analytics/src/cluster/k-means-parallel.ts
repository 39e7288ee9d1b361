import { requireInteger } from '../checks.ts';
import { connect, findWorker, share, type Thread } from '../workers/thread.ts';
import { type KMeansOptions, type KMeansResult, planOf, resultOf, solve } from './k-means.ts';
import { bestOf, type Descent, type Partition } from './k-means-steps.ts';
import type { Question } from './k-means-worker.ts';
import { flatten, type Points } from './points.ts';

/** Fewer coordinates than this are clustered sooner than threads have started. */
const LEAST_COORDINATES = 400_000;

/**
 * `kMeans` with its starts dealt out to threads, of Node or of the browser: the same result to the bit, since each
 * start depends on its own seed only, and the thread of the caller stays free. The points are put into memory that
 * the threads share, which takes a copy unless they already are (browsers: where the page is cross-origin isolated;
 * else a copy a thread). Small sets, and places without threads, are clustered on the spot.
 *
 * @param options as `kMeans`, and `workers`, the number of threads; default 2, at most one a start
 * @throws AnalyticsError as `kMeans` does; Error if a thread cannot start
 * @example const { labels } = await kMeansParallel({ values, dimensions: 8 }, { clusters: 5, random });
 */
export async function kMeansParallel(
  points: Points,
  { workers = 2, ...options }: KMeansOptions & { workers?: number },
): Promise<KMeansResult> {
  requireInteger('options.workers', workers, 1);
  const flat = flatten(points);
  const { plan, seeds } = planOf(flat, options);
  const Worker = findWorker();
  if (!Worker || workers < 2 || seeds.length < 3 || flat.values.length < LEAST_COORDINATES) {
    return solve(flat, plan, seeds);
  }
  const shared = { values: share(flat.values), dimensions: flat.dimensions };
  const threads: Thread[] = [];
  try {
    for (let i = 0; i < Math.min(workers, seeds.length - 1); i++) {
      threads.push(connect(new Worker(new URL('./k-means-worker.ts', import.meta.url), { type: 'module' })));
    }
    const ask = <Answer>(thread: Thread, question: Question): Promise<Answer> => thread.ask<Answer>(question);
    const starts = new Array<Descent>(seeds.length - 1);
    let next = 0;
    await Promise.all(
      threads.map(async (thread) => {
        await ask(thread, { kind: 'points', points: shared, plan });
        while (next < starts.length) {
          const place = next++;
          starts[place] = await ask<Descent>(thread, { kind: 'start', seed: seeds[place + 1] as number });
        }
      }),
    );
    const [first] = threads as [Thread];
    const best = bestOf(starts);
    return resultOf(flat, await ask<Partition>(first, { kind: 'complete', seed: seeds[0] as number, best }));
  } finally {
    for (const thread of threads) thread.close();
  }
}

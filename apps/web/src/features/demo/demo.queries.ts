import type { DemoStanding } from '@jingyun/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../lib/api/client.ts';

/** How the demo stands; null in an organisation that is none. */
export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: async () => ((await unwrap(api.GET('/api/v1/demo'))) as DemoStanding).demo,
});

/** Lets weeks pass; the page hears of it when they have. */
export const passWeeks = (weeks: number) => unwrap(api.POST('/api/v1/demo/weeks', { body: { weeks } }));

import type { Thread } from '@jingyun/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../lib/api/client.ts';

export const threadQuery = (type: string, id: string) =>
  queryOptions({
    queryKey: ['threads', type, id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/threads/{type}/{id}', { params: { path: { type, id } }, signal }),
      ) as Promise<Thread>,
  });

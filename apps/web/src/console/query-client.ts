import { QueryClient } from '@tanstack/react-query';
import { worthRetrying } from '../lib/api/client.ts';

/** What was loaded stays good for 15 seconds; only failures that may pass are tried again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && worthRetrying(error),
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
}

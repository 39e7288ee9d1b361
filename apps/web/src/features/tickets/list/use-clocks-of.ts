import type { SlaDueClock, Ticket } from '@jingyun/contracts';
import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, unwrap } from '../../../lib/api/client.ts';
import { useMay } from '../../session/session.ts';

const atOnce = 50;

const joined = (results: readonly UseQueryResult<SlaDueClock[]>[]): SlaDueClock[] =>
  results.flatMap(({ data }) => data ?? []);

/** The running clock that is due next of each ticket shown. */
export function useClocksOf(tickets: readonly Ticket[], wanted: boolean): ReadonlyMap<string, SlaDueClock> {
  const may = useMay();
  const pages = useMemo(() => {
    const open = tickets
      .filter((ticket) => ticket.status !== 'solved' && ticket.status !== 'closed')
      .map(({ id }) => id);
    return Array.from({ length: Math.ceil(open.length / atOnce) }, (_, page) =>
      open.slice(page * atOnce, (page + 1) * atOnce),
    );
  }, [tickets]);
  // By page of the list, so that scrolling asks only for what came in.
  const data = useQueries({
    queries: pages.map((ids) => ({
      queryKey: ['tickets', 'clocks', ids],
      queryFn: async () =>
        (
          await unwrap(
            api.GET('/api/v1/sla-clocks', { params: { query: { limit: 200, ticketIds: ids.join(',') } } }),
          )
        ).data,
      enabled: wanted && may('sla.read'),
    })),
    combine: joined,
  });
  return useMemo(() => {
    const next = new Map<string, SlaDueClock>();
    for (const clock of data) if (!next.has(clock.ticketId)) next.set(clock.ticketId, clock);
    return next;
  }, [data]);
}

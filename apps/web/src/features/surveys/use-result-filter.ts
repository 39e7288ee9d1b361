import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { clockNow } from '../../lib/time/clock.ts';

export const ranges = ['30', '90', '365', 'all'] as const;
export const breakdowns = ['team', 'assignee', 'category', 'channel', 'tier'] as const;

/** What the address says about which answers are shown, and how to change it. */
export function useResultFilter() {
  const [parameters, setParameters] = useSearchParams();
  const range = ranges.find((one) => one === parameters.get('days')) ?? '90';
  const by = breakdowns.find((one) => one === parameters.get('by')) ?? 'team';
  const team = parameters.get('teamId');
  const score = parameters.get('score');
  const verbatim = parameters.get('verbatim') === 'true';
  const set = (field: string, value: string | null | undefined) => {
    const next = new URLSearchParams(parameters);
    if (value === null || value === undefined || value === '') next.delete(field);
    else next.set(field, value);
    setParameters(next, { replace: true });
  };
  /** In whole hours, so that the same question is asked by the same words for a while. */
  const filter = useMemo(() => {
    const hour = 3_600_000;
    const now = Math.floor(clockNow() / hour) * hour;
    const from = range === 'all' ? {} : { from: new Date(now - Number(range) * 24 * hour).toISOString() };
    return { ...from, ...(team === null ? {} : { teamId: team }) } as Record<string, string>;
  }, [range, team]);
  return { range, by, team, score, verbatim, filter, set };
}

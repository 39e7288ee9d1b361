import type { ChartRule } from '@jingyun/contracts';

/**
 * Whether a signal is bad news. A spread that grows is, whichever way the metric should go; a smaller one is good.
 *
 * @returns null where the rule has no side
 */
export function isWorse(
  rule: ChartRule,
  side: 'above' | 'below' | null,
  direction: 'up' | 'down',
): boolean | null {
  if (side === null) return null;
  return (side === 'above') === (rule === 'spread-beyond-limits' || direction === 'down');
}

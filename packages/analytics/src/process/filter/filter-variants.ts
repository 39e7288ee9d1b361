import { requireInteger, requireShare } from '../../checks.ts';
import type { EventLog } from '../event-log.ts';
import { type Variants, variants } from '../variants/variants.ts';
import { type FilterOptions, filterCases } from './filter-cases.ts';

/** Which variants: so many of the most frequent, or the fewest that make up a share of the cases. */
export type VariantChoice = { top: number } | { share: number };

/**
 * The cases of the most frequent variants: the `top` ones, or as few as make up at least `share` of all cases.
 * O(events × columns).
 *
 * @param found the variants of this log, if they are at hand
 * @throws AnalyticsError if `top` is no integer from 0, or `share` is outside [0, 1]
 * @example filterVariants(log, { share: 0.8 });
 */
export function filterVariants(
  log: EventLog,
  choice: VariantChoice,
  { found = variants(log), exclude = false }: FilterOptions & { found?: Variants } = {},
): EventLog {
  let kept: number;
  if ('top' in choice) {
    requireInteger('choice.top', choice.top, 0);
    kept = choice.top;
  } else {
    requireShare('choice.share', choice.share);
    const wanted = choice.share * log.caseIds.length;
    kept = 0;
    for (let cases = 0; kept < found.variants.length && cases < wanted; kept++)
      cases += found.variants[kept]?.count ?? 0;
  }
  return filterCases(log, (c) => (found.variantOf[c] as number) < kept, { exclude });
}

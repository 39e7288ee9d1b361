import { type SlaClockKind, slaWords } from '@jingyun/contracts';
import { say } from '../../platform/i18n/server-words.ts';
import type { DimensionNames } from '../../platform/metrics/types.ts';

/** Names of the promises that attainment is cut by. */
export const slaDimensionNames: readonly DimensionNames[] = [
  {
    dimension: 'clock',
    names: async (_tx, values, locale) =>
      new Map(
        values.flatMap((value) =>
          value in slaWords.clock ? [[value, say(slaWords.clock[value as SlaClockKind], locale)]] : [],
        ),
      ),
  },
];

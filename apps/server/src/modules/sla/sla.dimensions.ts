import type { SlaClockKind, Words } from '@jingyun/contracts';
import { say } from '../../platform/i18n/server-words.ts';
import type { DimensionNames } from '../../platform/metrics/types.ts';

const clockWords: Record<SlaClockKind, Words> = {
  firstReply: { zh: '首次响应', en: 'First reply' },
  nextReply: { zh: '后续响应', en: 'Next reply' },
  resolution: { zh: '解决', en: 'Resolution' },
  imported: { zh: '原系统判定', en: 'Verdict of the source' },
};

/** Names of the promises that attainment is cut by. */
export const slaDimensionNames: readonly DimensionNames[] = [
  {
    dimension: 'clock',
    names: async (_tx, values, locale) =>
      new Map(
        values.flatMap((value) =>
          value in clockWords ? [[value, say(clockWords[value as SlaClockKind], locale)]] : [],
        ),
      ),
  },
];

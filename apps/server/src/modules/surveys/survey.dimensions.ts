import { surveyText } from '@jingyun/contracts';
import type { DimensionNames } from '../../platform/metrics/types.ts';
import { reasonOptions } from './survey.repo.ts';

/** Names of the reasons that bad answers name: as the newest survey that asks for them words them. */
export const surveyDimensionNames: readonly DimensionNames[] = [
  {
    dimension: 'reason',
    names: async (tx, values, locale) =>
      new Map(
        (await reasonOptions(tx, values)).map(({ code, label, own }) => [
          code,
          surveyText(label, locale, own),
        ]),
      ),
  },
];

import { procedureWordsFor } from '@jingyun/contracts';
import type { DimensionNames } from '../../platform/metrics/types.ts';
import { namedProcedures } from './names.repo.ts';

/** Names of the procedures that numbers are cut by. */
export const procedureDimensionNames: readonly DimensionNames[] = [
  {
    dimension: 'procedure',
    names: async (tx, values, locale) =>
      new Map(
        (await namedProcedures(tx, values)).map(({ id, name, locale: own }) => [
          id,
          procedureWordsFor(name, locale, own),
        ]),
      ),
  },
];

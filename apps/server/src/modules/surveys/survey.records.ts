import { surveyStatusWords } from '@jingyun/contracts';
import { may } from '../../platform/actor.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { RecordCard, RecordKind } from '../../platform/records/types.ts';
import { surveysByIds } from './survey.repo.ts';

/** Surveys as other rooms show them. Whoever may see surveys sees that each exists; its answers are scoped. */
export const surveyRecords: readonly RecordKind[] = [
  {
    type: 'survey',
    words: { zh: '问卷', en: 'Survey' },
    isCrossing: true,
    cards: async (tx, actor, ids) => {
      if (!may(actor, 'surveys.read')) return new Map();
      const rows = await surveysByIds(tx, ids);
      return new Map(
        rows.map(({ id, name, status }): [string, RecordCard] => [
          id,
          {
            title: name,
            status: say(surveyStatusWords[status], actor.locale),
            tone: 'neutral',
            path: `/surveys/${id}`,
          },
        ]),
      );
    },
  },
];

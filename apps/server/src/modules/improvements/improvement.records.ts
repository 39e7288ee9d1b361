import type { Words } from '@jingyun/contracts';
import { type Actor, may } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { RecordCard, RecordKind } from '../../platform/records/types.ts';
import { causesByIds } from './cause.repo.ts';
import { checksByIds } from './check.repo.ts';
import { countermeasuresByIds } from './countermeasure.repo.ts';
import { type ImprovementRow, improvementsByIds } from './improvement.repo.ts';
import {
  countermeasureWords,
  outcomeWords,
  resultWords,
  rootCauseWords,
  stageWords,
} from './improvement.words.ts';

const pathOf = (improvementId: string) => `/improvements/${improvementId}`;

/** Improvements and what belongs to them, as other rooms show them. Who may see the improvement may see its parts. */
export const improvementRecords: readonly RecordKind[] = [
  {
    type: 'improvement',
    words: { zh: '改进项目', en: 'Improvement' },
    cards: async (tx, actor, ids) => {
      if (!may(actor, 'improvements.read')) return new Map();
      const rows = await improvementsByIds(tx, actor, ids);
      return new Map(rows.map((row) => [row.id, cardOf(row, actor)]));
    },
  },
  {
    type: 'improvementCause',
    words: rootCauseWords,
    cards: (tx, actor, ids) =>
      cardsOfParts(tx, actor, ids, causesByIds, ({ text }) => ({
        title: text,
        status: null,
        tone: 'neutral',
      })),
  },
  {
    type: 'countermeasure',
    words: { zh: '对策', en: 'Countermeasure' },
    cards: (tx, actor, ids) =>
      cardsOfParts(tx, actor, ids, countermeasuresByIds, ({ text, status }) => ({
        title: text,
        status: say(countermeasureWords[status], actor.locale),
        tone: 'neutral',
      })),
  },
  {
    type: 'improvementCheck',
    words: { zh: '效果检查', en: 'Check' },
    cards: (tx, actor, ids) =>
      cardsOfParts(tx, actor, ids, checksByIds, ({ kind, recheck, result }) => ({
        title: say(checkTitle(kind, recheck), actor.locale, { days: recheck ?? 0 }),
        status: say(resultWords[result], actor.locale),
        tone: result === 'better' ? 'good' : result === 'worse' ? 'bad' : 'neutral',
      })),
  },
];

function cardOf({ id, title, stage, outcome }: ImprovementRow, { locale }: Actor): RecordCard {
  return {
    title,
    status: say(outcome === null ? stageWords[stage] : outcomeWords[outcome], locale),
    tone: outcome === 'effective' ? 'good' : outcome === 'ineffective' ? 'bad' : 'neutral',
    path: pathOf(id),
  };
}

function checkTitle(kind: 'beforeAfter' | 'pilot', recheck: 30 | 90 | null): Words {
  if (recheck !== null) return { zh: '{days} 天复查', en: 'Recheck after {days} days' };
  return kind === 'pilot'
    ? { zh: '试点与对照', en: 'Pilot and comparison' }
    : { zh: '改进前后对比', en: 'Before and after' };
}

/** Cards of parts, where their improvement may be seen. Two queries for any number. */
async function cardsOfParts<Part extends { id: string; improvementId: string }>(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  find: (tx: Tx, ids: readonly string[]) => Promise<readonly Part[]>,
  present: (part: Part) => Omit<RecordCard, 'path'>,
): Promise<Map<string, RecordCard>> {
  if (!may(actor, 'improvements.read')) return new Map();
  const parts = await find(tx, ids);
  const wholes = await improvementsByIds(tx, actor, [
    ...new Set(parts.map(({ improvementId }) => improvementId)),
  ]);
  const seen = new Set(wholes.map(({ id }) => id));
  return new Map(
    parts
      .filter(({ improvementId }) => seen.has(improvementId))
      .map((part) => [part.id, { ...present(part), path: pathOf(part.improvementId) }]),
  );
}

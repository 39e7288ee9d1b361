import { chartRuleWords } from '@jingyun/contracts';
import { may } from '../../platform/actor.ts';
import { say } from '../../platform/i18n/server-words.ts';
import type { RecordCard, RecordKind } from '../../platform/records/types.ts';
import { type AlertRow, alertsByIds } from './alert.repo.ts';
import { chartsByIds } from './chart.repo.ts';
import { alertStandingWords } from './chart.words.ts';

/** Charts and alerts as other rooms show them. */
export const chartRecords: readonly RecordKind[] = [
  {
    type: 'chart',
    words: { zh: '控制图', en: 'Control chart' },
    cards: async (tx, actor, ids) => {
      if (!may(actor, 'charts.read')) return new Map();
      const rows = await chartsByIds(tx, actor, ids);
      return new Map(
        rows.map(({ id, name, archivedAt }): [string, RecordCard] => {
          const status = archivedAt === null ? null : say(archivedWords, actor.locale);
          return [id, { title: name, status, tone: 'neutral', path: `/charts/${id}` }];
        }),
      );
    },
  },
  {
    type: 'alert',
    words: { zh: '预警', en: 'Alert' },
    cards: async (tx, actor, ids) => {
      if (!may(actor, 'charts.read')) return new Map();
      const rows = await alertsByIds(tx, actor, ids);
      return new Map(
        rows.map((row): [string, RecordCard] => {
          const rule = say(chartRuleWords[row.rule], actor.locale);
          const status = say(alertStandingWords[standingOf(row)], actor.locale);
          return [
            row.id,
            {
              title: `${row.chartName} · ${rule}`,
              status,
              tone: toneOf(row),
              path: `/charts/${row.chartId}`,
            },
          ];
        }),
      );
    },
  },
];

const archivedWords = { zh: '已删除', en: 'Deleted' };

/** Good news is no bad signal; of before this was kept nothing is said. */
function toneOf({ worse }: AlertRow): RecordCard['tone'] {
  return worse === null ? 'neutral' : worse ? 'bad' : 'good';
}

/** How an alert stands whatever the time of day: one that is put aside still waits. */
function standingOf({ closedAt, acknowledgedAt }: AlertRow): keyof typeof alertStandingWords {
  if (closedAt !== null) return 'closed';
  return acknowledgedAt === null ? 'open' : 'acknowledged';
}

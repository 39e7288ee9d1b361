import type { ImprovementSummary } from '@jingyun/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

export const stages = ['plan', 'analyse', 'act', 'check', 'closed'] as const;
export const outcomes = ['effective', 'ineffective', 'cancelled'] as const;

const outcomeColours = { effective: 'green', ineffective: 'gold', cancelled: 'default' } as const;
const resultColours = { better: 'green', worse: 'red', noDifference: 'default', tooFew: 'default' } as const;

/** Where an improvement stands; closed ones say how they ended. */
export function StageMark({ row }: { row: Pick<ImprovementSummary, 'stage' | 'outcome'> }) {
  const { t } = useTranslation();
  if (row.outcome !== null)
    return <Tag color={outcomeColours[row.outcome]}>{t(`improvements.outcome.${row.outcome}`)}</Tag>;
  return <Tag color="blue">{t(`improvements.stage.${row.stage}`)}</Tag>;
}

/** What a check found. */
export function ResultMark({ result }: { result: keyof typeof resultColours }) {
  const { t } = useTranslation();
  return <Tag color={resultColours[result]}>{t(`improvements.result.${result}`)}</Tag>;
}

/** How many countermeasures are done, and how many are late. */
export function MeasureCount({ row }: { row: Pick<ImprovementSummary, 'countermeasures'> }) {
  const { t } = useTranslation();
  const { open, done, overdue } = row.countermeasures;
  if (open + done === 0) return null;
  return (
    <span className="num">
      {done}/{open + done}
      {overdue > 0 ? (
        <span style={{ color: 'var(--bad)', marginInlineStart: 6 }}>
          {t('improvements.overdue', { count: overdue })}
        </span>
      ) : null}
    </span>
  );
}

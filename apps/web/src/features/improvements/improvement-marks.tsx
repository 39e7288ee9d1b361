import type { ImprovementSummary } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { Mark } from './mark.tsx';

export const stages = ['plan', 'analyse', 'act', 'check', 'closed'] as const;
export const outcomes = ['effective', 'ineffective', 'cancelled'] as const;

const outcomeTones = { effective: 'good', ineffective: 'warn', cancelled: 'neutral' } as const;
const resultTones = { better: 'good', worse: 'bad', noDifference: 'neutral', tooFew: 'neutral' } as const;

/** Where an improvement stands; closed ones say how they ended. */
export function StageMark({ row }: { row: Pick<ImprovementSummary, 'stage' | 'outcome'> }) {
  const { t } = useTranslation();
  if (row.outcome !== null)
    return <Mark tone={outcomeTones[row.outcome]}>{t(`improvements.outcome.${row.outcome}`)}</Mark>;
  return <Mark tone="info">{t(`improvements.stage.${row.stage}`)}</Mark>;
}

/** What a check found. */
export function ResultMark({ result }: { result: keyof typeof resultTones }) {
  const { t } = useTranslation();
  return <Mark tone={resultTones[result]}>{t(`improvements.result.${result}`)}</Mark>;
}

/** How many countermeasures are done, and how many are late. */
export function MeasureCount({ row }: { row: Pick<ImprovementSummary, 'countermeasures' | 'stage'> }) {
  const { t } = useTranslation();
  const { open, done, overdue } = row.countermeasures;
  if (open + done === 0) return null;
  return (
    <span className="num">
      {done}/{open + done}
      {overdue > 0 && row.stage !== 'closed' ? (
        <span style={{ color: 'var(--bad)', marginInlineStart: 6 }}>
          {t('improvements.overdue', { count: overdue })}
        </span>
      ) : null}
    </span>
  );
}

import type { ImprovementCheck } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../session/session.ts';
import { formatDifference } from './difference-text.ts';

/** What the samples could have shown; nothing where they showed something. */
export function useEnough(): (check: ImprovementCheck) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return ({ answer: { result, enough }, metric }) => {
    if (enough === null || result === 'better' || result === 'worse') return '';
    const measured = metric ?? { unit: 'points', kind: 'distribution' };
    const words = {
      have: Math.floor(enough.have).toLocaleString(locale),
      needed: Math.ceil(enough.needed).toLocaleString(locale),
      toSee: formatDifference(enough.toSee, measured, locale).replace(/^\+/, ''),
    };
    return enough.have >= enough.needed && result === 'noDifference'
      ? t('improvements.wouldHaveSeen', words)
      : t(`improvements.enough.${enough.unit}`, words);
  };
}

/** What a check found, in one plain sentence. */
export function useVerdict(): (check: ImprovementCheck) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return ({ answer, metric, metricName }) => {
    const { result, interval } = answer;
    const measured = metric ?? { unit: 'points', kind: 'distribution' };
    const difference = (value: number | null) => formatDifference(value, measured, locale);
    return t(`improvements.verdict.${result}`, {
      metric: metric?.label ?? metricName,
      difference: difference(answer.difference),
      lower: difference(interval?.lower ?? null),
      upper: difference(interval?.upper ?? null),
    });
  };
}

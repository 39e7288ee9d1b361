import type { Locale, SurveyScore, SurveyScoreKind } from '@jingyun/contracts';

/** The highest scores that count as bad, by kind. */
export const badScores = { csat: 2, nps: 6, ces: 3 } as const satisfies Record<SurveyScoreKind, number>;

/** A score as it is written: CSAT in per cent, NPS as a signed whole number, CES with two places. */
export function formatScore(kind: SurveyScoreKind, value: number | null, locale: Locale): string {
  if (value === null) return '—';
  const style: Intl.NumberFormatOptions =
    kind === 'csat'
      ? { style: 'percent', maximumFractionDigits: 1 }
      : kind === 'nps'
        ? { maximumFractionDigits: 0, signDisplay: 'exceptZero' }
        : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return new Intl.NumberFormat(locale, style).format(value);
}

/** The 95 % interval, `82.1% – 88.0%`; empty where there is none. */
export function formatInterval({ kind, lower, upper }: SurveyScore, locale: Locale): string {
  if (lower === null || upper === null) return '';
  return `${formatScore(kind, lower, locale)} – ${formatScore(kind, upper, locale)}`;
}

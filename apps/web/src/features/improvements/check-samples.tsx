import type { CheckSample, ImprovementCheck } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../session/session.ts';
import { formatCompared } from './difference-text.ts';
import styles from './improvements.module.css';

/** What was compared: each time with its days, how much was measured, and its value. */
export function CheckSamples({ check }: { check: ImprovementCheck }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { answer, metric } = check;
  const measured = metric ?? { unit: 'points' as const, kind: 'distribution' as const };
  const value = (sample: CheckSample) => formatCompared(sample.value, measured, locale);
  const { comparison } = answer;
  const rows: [string, CheckSample][] =
    comparison === null
      ? [
          [t('improvements.before'), answer.before],
          [t('improvements.after'), answer.after],
        ]
      : [
          [t('improvements.pilotBefore'), answer.before],
          [t('improvements.pilotAfter'), answer.after],
          [t('improvements.comparisonBefore'), comparison.before],
          [t('improvements.comparisonAfter'), comparison.after],
        ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles['scroll']} tabIndex={0} aria-label={t('improvements.samples')}>
      <table className={styles['sample']}>
        <thead>
          <tr>
            <th scope="col">{t('improvements.samples')}</th>
            <th scope="col">{t('improvements.days')}</th>
            <th scope="col">{t('improvements.measured')}</th>
            <th scope="col">{t('charts.line.value')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, sample]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {sample.from} – {sample.to}
              </td>
              <td>{sample.count.toLocaleString(locale)}</td>
              <td>{value(sample)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

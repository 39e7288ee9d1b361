import { type Locale, type SurveyQuestion, type SurveyResults, surveyText } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { useLocale } from '../session/session.ts';
import { matrixShares } from './matrix-shares.ts';
import styles from './surveys.module.css';

interface MatrixPanelProps {
  question: Extract<SurveyQuestion, { kind: 'matrix' }>;
  /** The language that the survey was made in. */
  own: Locale;
  values: SurveyResults['questions'][number]['values'];
}

/** A matrix as one bar for each row, cut by the columns: how each thing was judged, one beside the other. */
export function MatrixPanel({ question, own, values }: MatrixPanelProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const name = (words: SurveyQuestion['title']) => surveyText(words, locale, own);
  const { columns } = question;
  const shade = (place: number) => `matrix${Math.round((place / Math.max(1, columns.length - 1)) * 4)}`;
  return (
    <Panel title={name(question.title)}>
      <ul className={styles['legend']}>
        {columns.map((column, place) => (
          <li key={column.id}>
            <span className={`${styles['swatch']} ${styles[shade(place)]}`} />
            {name(column.label)}
          </li>
        ))}
      </ul>
      {matrixShares(question, values).map(({ row, answers, cells }) => (
        <div key={row.id} className={styles['matrixRow']}>
          <span>{name(row.label)}</span>
          <div className={styles['matrixBar']}>
            {cells.map(({ column, share }, place) => {
              const said = `${name(column.label)} ${percent.format(share)}`;
              return share === 0 ? null : (
                <span
                  key={column.id}
                  role="img"
                  aria-label={said}
                  title={said}
                  className={styles[shade(place)]}
                  style={{ width: `${100 * share}%` }}
                >
                  {share >= 0.12 ? percent.format(share) : null}
                </span>
              );
            })}
          </div>
          <span className="faint num">{t('surveys.answersCount', { count: answers })}</span>
        </div>
      ))}
    </Panel>
  );
}

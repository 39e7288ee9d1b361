import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons';
import {
  type QuestionContent,
  type QuizAnswerValue,
  type QuizAttempt,
  trainingWords,
} from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../session/session.ts';
import styles from './training.module.css';

/** What was answered, what is right, and why. */
export function ResultList({ results }: { results: NonNullable<QuizAttempt['results']> }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const words = useAnswerWords();
  return results.map(({ id, question, given, right }, index) => {
    const explanation = trainingWords(question.explanation, locale);
    return (
      <section key={id} className={styles['question']} aria-label={trainingWords(question.title, locale)}>
        <div className={styles['cardName']}>
          {index + 1}. {trainingWords(question.title, locale)}
        </div>
        <div className={styles['line']}>
          {right ? (
            <>
              <CheckCircleOutlined style={{ color: 'var(--good)' }} aria-hidden="true" />{' '}
              {t('training.rightWord')}
            </>
          ) : (
            <>
              <CloseCircleOutlined style={{ color: 'var(--bad)' }} aria-hidden="true" />{' '}
              {t('training.wrongWord')}
            </>
          )}
        </div>
        <div>
          <span className="muted">{t('training.yourAnswer')}</span> {words(question, given)}
        </div>
        {right ? null : (
          <div>
            <span className="muted">{t('training.rightAnswer')}</span>{' '}
            {words(question, question.right ?? null)}
          </div>
        )}
        {explanation === '' ? null : <div className={styles['explanation']}>{explanation}</div>}
      </section>
    );
  });
}

/** An answer as it is read: options by their labels. */
function useAnswerWords() {
  const { t } = useTranslation();
  const locale = useLocale();
  return (question: QuestionContent, value: QuizAnswerValue | readonly string[] | null): string => {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
      return t('training.noAnswer');
    if (typeof value === 'boolean') return t(value ? 'training.true' : 'training.false');
    const parts = typeof value === 'string' ? [value] : value;
    const labels = new Map(
      'options' in question
        ? question.options.map(({ id, label }) => [id, trainingWords(label, locale)])
        : [],
    );
    return new Intl.ListFormat(locale, {
      type: question.kind === 'text' ? 'disjunction' : 'conjunction',
    }).format(parts.map((part) => labels.get(part) ?? part));
  };
}

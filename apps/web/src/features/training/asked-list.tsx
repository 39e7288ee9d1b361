import {
  type AskedQuestion,
  type QuizAnswers,
  type QuizAnswerValue,
  trainingWords,
} from '@jingyun/contracts';
import { Checkbox, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../session/session.ts';
import styles from './training.module.css';

interface AskedListProps {
  questions: readonly { id: string; question: AskedQuestion }[];
  answers: QuizAnswers;
  onChange: (id: string, value: QuizAnswerValue) => void;
}

/** The questions of an open attempt, one below the other. */
export function AskedList({ questions, answers, onChange }: AskedListProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return questions.map(({ id, question }, index) => {
    const title = trainingWords(question.title, locale);
    return (
      <fieldset key={id} className={styles['question']}>
        <legend>
          {index + 1}. {title} <span className="faint">{t(`training.kind.${question.kind}`)}</span>
        </legend>
        <div className={styles['answers']}>
          <Answer
            question={question}
            label={title}
            value={answers[id]}
            onChange={(value) => onChange(id, value)}
          />
        </div>
      </fieldset>
    );
  });
}

interface AnswerProps {
  question: AskedQuestion;
  label: string;
  value: QuizAnswerValue | undefined;
  onChange: (value: QuizAnswerValue) => void;
}

function Answer({ question, label, value, onChange }: AnswerProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (question.kind === 'text')
    return (
      <Input
        maxLength={500}
        aria-label={label}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  if (question.kind === 'trueFalse')
    return (
      <Radio.Group
        vertical
        aria-label={label}
        value={value}
        options={[
          { value: true, label: t('training.true') },
          { value: false, label: t('training.false') },
        ]}
        onChange={(event) => onChange(event.target.value as boolean)}
      />
    );
  const options = question.options.map((option) => ({
    value: option.id,
    label: trainingWords(option.label, locale),
  }));
  if (question.kind === 'single')
    return (
      <Radio.Group
        vertical
        aria-label={label}
        value={value}
        options={options}
        onChange={(event) => onChange(event.target.value as string)}
      />
    );
  return (
    <Checkbox.Group
      style={{ flexDirection: 'column', gap: 6 }}
      value={Array.isArray(value) ? value : []}
      options={options}
      onChange={(chosen) => onChange(chosen)}
    />
  );
}

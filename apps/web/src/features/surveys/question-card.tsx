import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { type Locale, numberRange, type SurveyQuestion, surveyText } from '@jingyun/contracts';
import { Button, InputNumber, Select, Switch, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { useLocale } from '../session/session.ts';
import { BranchesInput } from './branches-input.tsx';
import { asKind, newOptionCode, questionKinds } from './survey-draft.ts';
import styles from './surveys.module.css';
import { WordsInput } from './words-input.tsx';

interface QuestionCardProps {
  index: number;
  questions: readonly SurveyQuestion[];
  /** The survey's own language. */
  locale: Locale;
  readOnly: boolean;
  onChange: (question: SurveyQuestion) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

/** One question: its kind, its words, its options, and where its answers lead. */
export function QuestionCard({
  index,
  questions,
  locale,
  readOnly,
  onChange,
  onMove,
  onRemove,
}: QuestionCardProps) {
  const { t } = useTranslation();
  const reader = useLocale();
  const question = questions[index];
  if (question === undefined) return null;
  const change = (part: object) => onChange({ ...question, ...part } as SurveyQuestion);
  return (
    <Panel
      title={`${index + 1}. ${surveyText(question.title, reader, locale)}`}
      extra={
        readOnly ? undefined : (
          <>
            <Button
              size="small"
              type="text"
              icon={<ArrowUpOutlined />}
              disabled={index === 0}
              aria-label={t('settings.sla.up')}
              onClick={() => onMove(-1)}
            />
            <Button
              size="small"
              type="text"
              icon={<ArrowDownOutlined />}
              disabled={index === questions.length - 1}
              aria-label={t('settings.sla.down')}
              onClick={() => onMove(1)}
            />
            <Button
              size="small"
              type="text"
              danger
              icon={<DeleteOutlined />}
              disabled={questions.length === 1}
              aria-label={t('common.delete')}
              onClick={onRemove}
            />
          </>
        )
      }
    >
      <fieldset
        disabled={readOnly}
        className={styles['question']}
        style={{ border: 0, margin: 0, padding: 0 }}
      >
        <div className={styles['line']}>
          <Select
            aria-label={t('surveys.questionKind')}
            style={{ minWidth: 200 }}
            disabled={readOnly}
            value={question.kind}
            options={questionKinds.map((value) => ({ value, label: t(`surveys.question.${value}`) }))}
            onChange={(kind) => onChange(asKind(question, kind, locale))}
          />
          <Switch
            checked={question.required}
            aria-label={t('surveys.required')}
            onChange={(required) => change({ required })}
          />
          {t('surveys.required')}
          {question.kind === 'single' || question.kind === 'multiple' ? (
            <Tooltip title={t('surveys.asksReasonHint')}>
              <span className={styles['line']}>
                <Switch
                  checked={question.asksReason === true}
                  aria-label={t('surveys.asksReason')}
                  onChange={(asksReason) => change({ asksReason })}
                />
                {t('surveys.asksReason')}
              </span>
            </Tooltip>
          ) : null}
          {question.kind === 'scale' ? (
            <>
              <InputNumber
                aria-label={t('surveys.scaleMin')}
                min={0}
                max={1}
                value={question.min}
                onChange={(min) => change({ min: min ?? 1 })}
              />
              –
              <InputNumber
                aria-label={t('surveys.scaleMax')}
                min={2}
                max={10}
                value={question.max}
                onChange={(max) => change({ max: max ?? 5 })}
              />
            </>
          ) : null}
          <span className="faint mono">{question.id}</span>
        </div>
        <WordsInput
          label={t('surveys.questionTitle')}
          value={question.title}
          onChange={(title) => change({ title: title ?? {} })}
        />
        {(['options', 'rows', 'columns'] as const).map((list) =>
          list in question ? (
            <OptionsInput
              key={list}
              label={t(`surveys.${list}`)}
              options={(question as unknown as Record<string, Options>)[list] ?? []}
              onChange={(options) => change({ [list]: options })}
            />
          ) : null,
        )}
        {index < questions.length - 1 && (numberRange(question) !== null || 'options' in question) ? (
          <BranchesInput
            question={question}
            later={questions.slice(index + 1)}
            locale={locale}
            onChange={(branches) => change({ branches })}
          />
        ) : null}
      </fieldset>
    </Panel>
  );
}

type Options = { id: string; label: SurveyQuestion['title'] }[];

function OptionsInput({
  label,
  options,
  onChange,
}: {
  label: string;
  options: Options;
  onChange: (options: Options) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles['question']}>
      {options.map((option, position) => (
        <div
          key={option.id}
          style={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: 8, alignItems: 'end' }}
        >
          <WordsInput
            label={`${label} ${position + 1}`}
            value={option.label}
            onChange={(words) =>
              onChange(options.map((one) => (one === option ? { ...one, label: words ?? {} } : one)))
            }
          />
          <Button
            type="text"
            danger
            icon={<DeleteOutlined />}
            aria-label={t('common.delete')}
            onClick={() => onChange(options.filter((one) => one !== option))}
          />
        </div>
      ))}
      <div>
        <Button size="small" onClick={() => onChange([...options, { id: newOptionCode(), label: {} }])}>
          {t('surveys.addOption', { label: label.toLocaleLowerCase() })}
        </Button>
      </div>
    </div>
  );
}

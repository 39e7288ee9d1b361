import {
  isScore,
  type Survey,
  type SurveyInput,
  type SurveyQuestion,
  type SurveyQuestionKind,
  surveyInput,
} from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { TeamPicker } from '../directory/pickers.tsx';
import { QuestionCard } from './question-card.tsx';
import { replaceSurvey } from './survey.queries.ts';
import { freeCode, inputOf, newQuestion, questionKinds } from './survey-draft.ts';
import styles from './surveys.module.css';
import { WordsInput } from './words-input.tsx';

/** The draft: its words, its questions, and what happens after a bad score. */
export function QuestionsTab({ survey, readOnly }: { survey: Survey; readOnly: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [input, setInput] = useState<SurveyInput>(() => inputOf(survey));
  const { content } = input;
  const { questions } = content;
  const save = useMutation({
    mutationFn: () => replaceSurvey(survey, input),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['surveys'] });
      void message.success(t('common.saved'));
    },
  });
  const set = (change: Partial<SurveyInput>) => setInput({ ...input, ...change });
  const setContent = (change: Partial<SurveyInput['content']>) => set({ content: { ...content, ...change } });
  const setQuestions = (next: SurveyQuestion[]) => setContent({ questions: next });
  const move = (index: number, by: number) => {
    const next = [...questions];
    const [moved] = next.splice(index, 1);
    if (moved !== undefined) next.splice(index + by, 0, moved);
    setQuestions(next);
  };
  const isSound = surveyInput.safeParse(input).success;
  const isChanged = JSON.stringify(input) !== JSON.stringify(inputOf(survey));
  return (
    <div className={styles['stack']}>
      <FormError error={save.error} />
      <Panel title={t('surveys.general')}>
        <fieldset
          disabled={readOnly}
          className={styles['question']}
          style={{ border: 0, margin: 0, padding: 0 }}
        >
          <div>
            <div className="muted">{t('common.name')}</div>
            <Input
              style={{ maxWidth: 360 }}
              maxLength={100}
              aria-label={t('common.name')}
              value={input.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          </div>
          <WordsInput
            label={t('surveys.pageTitle')}
            value={content.title}
            onChange={(title) => setContent({ title: title ?? {} })}
          />
          <WordsInput
            label={t('surveys.intro')}
            value={content.intro}
            onChange={(intro) => setContent(intro === undefined ? without(content, 'intro') : { intro })}
          />
          <WordsInput
            label={t('surveys.thanks')}
            value={content.thanks}
            onChange={(thanks) => setContent(thanks === undefined ? without(content, 'thanks') : { thanks })}
          />
          <div className={styles['line']}>
            {t('surveys.validDays')}
            <InputNumber
              aria-label={t('surveys.validDays')}
              min={1}
              max={365}
              value={input.validDays}
              onChange={(days) => set({ validDays: days ?? 14 })}
            />
            {t('surveys.remindAfter')}
            <InputNumber
              aria-label={t('surveys.remindAfter')}
              min={1}
              max={60}
              placeholder={t('common.none')}
              value={input.remindAfterDays}
              onChange={(days) => set({ remindAfterDays: days })}
            />
          </div>
          {questions.some(isScore) ? <FollowUp input={input} onChange={set} /> : null}
        </fieldset>
      </Panel>
      {questions.map((question, index) => (
        <QuestionCard
          key={question.id}
          index={index}
          questions={questions}
          locale={content.locale}
          readOnly={readOnly}
          onChange={(next) => setQuestions(questions.map((one, at) => (at === index ? next : one)))}
          onMove={(by) => move(index, by)}
          onRemove={() => setQuestions(questions.filter((one) => one !== question))}
        />
      ))}
      {readOnly ? null : (
        <div className={styles['line']}>
          <Select<SurveyQuestionKind | null>
            aria-label={t('surveys.addQuestion')}
            placeholder={t('surveys.addQuestion')}
            style={{ minWidth: 220 }}
            value={null}
            options={questionKinds.map((value) => ({ value, label: t(`surveys.question.${value}`) }))}
            onChange={(kind) => {
              if (kind === null) return;
              const code = freeCode(
                'q',
                questions.map(({ id }) => id),
              );
              setQuestions([
                ...questions,
                newQuestion(kind, code, content.locale, t(`surveys.question.${kind}`)),
              ]);
            }}
          />
          <Button type="primary" disabled={!isChanged} loading={save.isPending} onClick={() => save.mutate()}>
            {t('surveys.saveDraft')}
          </Button>
          {isChanged && !isSound ? <Alert type="warning" showIcon title={t('surveys.unsound')} /> : null}
        </div>
      )}
    </div>
  );
}

function without<T extends object, Key extends keyof T>(value: T, key: Key): Partial<T> {
  return { ...value, [key]: undefined };
}

/** What a bad score opens, and who takes it up. */
function FollowUp({
  input,
  onChange,
}: {
  input: SurveyInput;
  onChange: (change: Partial<SurveyInput>) => void;
}) {
  const { t } = useTranslation();
  const { followUp } = input;
  return (
    <div className={styles['line']}>
      <Switch
        aria-label={t('surveys.followUp')}
        checked={followUp !== null}
        onChange={(on) =>
          onChange({
            followUp: on
              ? { atMost: 2, kind: 'internal', importance: 'high', urgency: 'medium', teamId: null }
              : null,
          })
        }
      />
      {t('surveys.followUpHint')}
      {followUp === null ? null : (
        <>
          <InputNumber
            aria-label={t('surveys.atMost')}
            min={0}
            max={10}
            value={followUp.atMost}
            onChange={(atMost) => onChange({ followUp: { ...followUp, atMost: atMost ?? 2 } })}
          />
          <Select
            aria-label={t('tickets.field.kind')}
            value={followUp.kind}
            options={(['internal', 'complaint'] as const).map((value) => ({
              value,
              label: t(`tickets.kind.${value}`),
            }))}
            onChange={(kind) => onChange({ followUp: { ...followUp, kind } })}
          />
          <TeamPicker
            style={{ minWidth: 170 }}
            placeholder={t('surveys.sameTeam')}
            value={followUp.teamId}
            onChange={(teamId) => onChange({ followUp: { ...followUp, teamId: teamId ?? null } })}
          />
        </>
      )}
    </div>
  );
}

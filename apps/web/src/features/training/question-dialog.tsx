import type { QuestionInput, TrainingQuestion } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { useLocale, useMay } from '../session/session.ts';
import { WordsInput } from '../surveys/words-input.tsx';
import { procedureChoicesQuery } from './procedure-choices.ts';
import { asKind, newQuestion, questionKinds } from './question-draft.ts';
import { RightAnswers } from './right-answers.tsx';
import styles from './training.module.css';
import { createQuestion, replaceQuestion } from './training.queries.ts';

/** A question of the bank: its words, what is right, why. */
export function QuestionDialog({
  question,
  onClose,
}: {
  question: TrainingQuestion | null;
  onClose: (saved?: TrainingQuestion) => void;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const may = useMay();
  const client = useQueryClient();
  const [draft, setDraft] = useState<QuestionInput>(() => ({
    content: question?.content ?? newQuestion('single', locale),
    procedureId: question?.procedureId ?? null,
    tags: question?.tags ?? [],
    active: question?.active ?? true,
  }));
  const { content } = draft;
  const change = (part: object) => setDraft({ ...draft, content: { ...content, ...part } as typeof content });
  const procedures = useQuery({ ...procedureChoicesQuery, enabled: may('procedures.read') });
  const save = useMutation({
    mutationFn: () => (question === null ? createQuestion(draft) : replaceQuestion(question, draft)),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['training', 'questions'] });
      onClose(saved);
    },
  });
  return (
    <Modal
      open
      width={760}
      title={t(question === null ? 'training.newQuestion' : 'training.editQuestion')}
      okText={t('common.save')}
      confirmLoading={save.isPending}
      onCancel={() => onClose()}
      onOk={() => save.mutate()}
    >
      <div className={styles['stack']}>
        <FormError error={save.error} />
        <div className={styles['line']}>
          <Select
            aria-label={t('training.kindLabel')}
            style={{ minWidth: 140 }}
            value={content.kind}
            options={questionKinds.map((value) => ({ value, label: t(`training.kind.${value}`) }))}
            onChange={(kind) => setDraft({ ...draft, content: asKind(content, kind, locale) })}
          />
          <Switch
            checked={draft.active}
            aria-label={t('training.active')}
            onChange={(active) => setDraft({ ...draft, active })}
          />
          {t(draft.active ? 'training.active' : 'training.inactive')}
        </div>
        <WordsInput
          label={t('training.question')}
          value={content.title}
          onChange={(title) => change({ title: title ?? {} })}
        />
        <RightAnswers content={content} onChange={(next) => setDraft({ ...draft, content: next })} />
        <WordsInput
          label={t('training.explanation')}
          value={content.explanation}
          onChange={(explanation) => change({ explanation: explanation ?? {} })}
        />
        <div>
          <div className="muted">{t('training.procedure')}</div>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: '100%' }}
            aria-label={t('training.procedure')}
            placeholder={t('training.procedureHint')}
            value={draft.procedureId}
            options={procedures.data ?? []}
            onChange={(procedureId) => setDraft({ ...draft, procedureId: procedureId ?? null })}
          />
        </div>
        <div>
          <div className="muted">{t('training.tags')}</div>
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            style={{ width: '100%' }}
            aria-label={t('training.tags')}
            value={draft.tags}
            onChange={(tags: string[]) => setDraft({ ...draft, tags: tags.slice(0, 10) })}
          />
        </div>
      </div>
    </Modal>
  );
}

import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  CloseOutlined,
  EditOutlined,
  PlusOutlined,
} from '@ant-design/icons';
import { type Course, type TrainingQuestion, trainingWords } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, InputNumber, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { UserPicker } from '../directory/pickers.tsx';
import { useLocale } from '../session/session.ts';
import { inputOf } from './course-draft.ts';
import { QuestionDialog } from './question-dialog.tsx';
import { QuestionPicker } from './question-picker.tsx';
import styles from './training.module.css';
import { questionsByIdQuery } from './training.queries.ts';
import { useSaveCourse } from './use-save-course.ts';

/** What the quiz asks, and what it takes to pass. */
export function QuizTab({ course, readOnly }: { course: Course; readOnly: boolean }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => inputOf(course));
  const [isPicking, setPicking] = useState(false);
  const [open, setOpen] = useState<TrainingQuestion | 'new' | null>(null);
  const save = useSaveCourse(course);
  const set = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const add = (ids: readonly string[]) =>
    setDraft((before) => ({
      ...before,
      questionIds: [...new Set([...before.questionIds, ...ids])].slice(0, 100),
    }));
  const number = (
    key: 'draw' | 'passMark' | 'attempts' | 'dueDays' | 'validDays',
    max: number,
    empty?: string,
  ) => (
    <Field label={t(`training.field.${key}`)}>
      <InputNumber
        min={1}
        max={max}
        disabled={readOnly}
        style={{ width: '100%' }}
        aria-label={t(`training.field.${key}`)}
        placeholder={empty ?? ''}
        value={draft[key]}
        onChange={(value) => {
          if (value !== null || empty !== undefined) set({ [key]: value });
        }}
      />
    </Field>
  );
  return (
    <div className={styles['stack']}>
      <FormError error={save.error} />
      <Panel
        title={t('training.questionsOf', { count: draft.questionIds.length })}
        extra={
          readOnly ? undefined : (
            <>
              <Button size="small" icon={<PlusOutlined />} onClick={() => setPicking(true)}>
                {t('training.fromBank')}
              </Button>
              <Button size="small" icon={<EditOutlined />} onClick={() => setOpen('new')}>
                {t('training.newQuestion')}
              </Button>
            </>
          )
        }
      >
        <ChosenQuestions
          ids={draft.questionIds}
          readOnly={readOnly}
          onChange={(questionIds) => set({ questionIds })}
          onOpen={setOpen}
        />
      </Panel>
      <Panel title={t('training.rules')}>
        <div className={styles['fields']}>
          {number('passMark', 100)}
          {number('attempts', 20)}
          {number('draw', 100, t('training.drawAll'))}
          {number('dueDays', 365, t('training.dueDefault'))}
          {number('validDays', 3_650, t('training.forGood'))}
          <Field label={t('training.owner')}>
            <UserPicker
              disabled={readOnly}
              style={{ width: '100%' }}
              aria-label={t('training.owner')}
              value={draft.ownerId}
              onChange={(ownerId) => set({ ownerId: ownerId ?? null })}
            />
          </Field>
          <Toggle
            label={t('training.shuffle')}
            checked={draft.shuffle}
            disabled={readOnly}
            onChange={(shuffle) => set({ shuffle })}
          />
          <Toggle
            label={t('training.retire')}
            checked={draft.retired}
            disabled={readOnly}
            onChange={(retired) => set({ retired })}
          />
        </div>
      </Panel>
      {readOnly ? null : (
        <div>
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate(draft)}>
            {t('common.save')}
          </Button>
        </div>
      )}
      {isPicking ? (
        <QuestionPicker
          chosen={draft.questionIds}
          onClose={() => setPicking(false)}
          onPick={(ids) => {
            add(ids);
            setPicking(false);
          }}
        />
      ) : null}
      {open === null ? null : (
        <QuestionDialog
          question={open === 'new' ? null : open}
          onClose={(saved) => {
            if (saved !== undefined && open === 'new') add([saved.id]);
            setOpen(null);
          }}
        />
      )}
    </div>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div style={{ marginBottom: 12 }}>
      <div className="muted">{label}</div>
      {children}
    </div>
  );
}

function Toggle(props: {
  label: string;
  checked: boolean;
  disabled: boolean;
  onChange: (on: boolean) => void;
}) {
  const { label, ...rest } = props;
  return (
    <div className={styles['line']} style={{ marginBottom: 12 }}>
      <Switch aria-label={label} {...rest} />
      {label}
    </div>
  );
}

function ChosenQuestions({
  ids,
  readOnly,
  onChange,
  onOpen,
}: {
  ids: readonly string[];
  readOnly: boolean;
  onChange: (ids: string[]) => void;
  onOpen: (question: TrainingQuestion) => void;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const query = useQuery(questionsByIdQuery(ids));
  if (ids.length === 0)
    return (
      <EmptyState compact title={t('training.noQuestionsYet')} hint={t('training.noQuestionsYetHint')} />
    );
  if (query.isError) return <ErrorState compact error={query.error} retry={() => void query.refetch()} />;
  const byId = new Map(query.data?.map((question) => [question.id, question]));
  const move = (index: number, by: number) => {
    const next = [...ids];
    const [taken] = next.splice(index, 1);
    if (taken !== undefined) next.splice(index + by, 0, taken);
    onChange(next);
  };
  return ids.map((id, index) => {
    const question = byId.get(id);
    const title = question === undefined ? '…' : trainingWords(question.content.title, locale);
    return (
      <div key={id} className={styles['row']}>
        <Button
          type="link"
          className={styles['plain'] ?? ''}
          disabled={question === undefined}
          onClick={() => question && onOpen(question)}
        >
          {index + 1}. {title}
        </Button>
        <span className="faint">
          {question === undefined ? '' : t(`training.kind.${question.content.kind}`)}
          {question?.active === false ? ` · ${t('training.inactive')}` : ''}
        </span>
        {readOnly ? null : (
          <span className={styles['tools']}>
            <Button
              size="small"
              type="text"
              icon={<ArrowUpOutlined />}
              disabled={index === 0}
              aria-label={t('training.up', { name: title })}
              onClick={() => move(index, -1)}
            />
            <Button
              size="small"
              type="text"
              icon={<ArrowDownOutlined />}
              disabled={index === ids.length - 1}
              aria-label={t('training.down', { name: title })}
              onClick={() => move(index, 1)}
            />
            <Button
              size="small"
              type="text"
              danger
              icon={<CloseOutlined />}
              aria-label={t('training.takeOut', { name: title })}
              onClick={() => onChange(ids.filter((one) => one !== id))}
            />
          </span>
        )}
      </div>
    );
  });
}

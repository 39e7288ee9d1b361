import { CheckCircleFilled, LockOutlined, MinusCircleOutlined } from '@ant-design/icons';
import type { ProcedureRun, ProcedureStepInput } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../lib/time/duration.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Instant } from '../../../ui/instant.tsx';
import { RichText } from '../../../ui/rich-text.tsx';
import { useErrorText } from '../../../ui/use-error-text.ts';
import { useLocale } from '../../session/session.ts';
import { textFor } from '../procedure-words.ts';
import styles from './run.module.css';
import { runsQuery, setStep } from './run.queries.ts';
import { dueOf, type StepAtWork } from './run-progress.ts';
import { StepDue } from './step-due.tsx';

interface RunStepProps {
  run: ProcedureRun;
  at: StepAtWork;
  open: boolean;
  /** Keeps the ticket from being solved. */
  blocks: boolean;
  isNext: boolean;
  onOpen: (open: boolean) => void;
  /** It is done or skipped: the next one is looked at. */
  onDone: () => void;
}

/** One step of a run: a line, which opens into how it is done, what is said, and what has to be confirmed. */
export function RunStep({ run, at, open, blocks, isNext, onOpen, onDone }: RunStepProps) {
  const { t } = useTranslation();
  const reader = useLocale();
  const { step, number, state } = at;
  const title = textFor(step.title, reader, run.content.locale);
  const due = isNext && run.status === 'running' ? dueOf(run, step) : null;
  return (
    <li className={styles['step']} data-state={state.state} data-open={open}>
      <button type="button" className={styles['row']} aria-expanded={open} onClick={() => onOpen(!open)}>
        <StateMark at={at} />
        <span className={styles['title']}>
          <span className="num faint">{number}</span> {title}
        </span>
        <span className={styles['meta']}>
          {blocks ? <Tag className={styles['must'] ?? ''}>{t('procedures.mandatory')}</Tag> : null}
          {due !== null ? (
            <StepDue at={due} />
          ) : step.minutes !== null && state.state === 'open' ? (
            <span className="faint num">{formatDuration(step.minutes * 60, reader)}</span>
          ) : null}
        </span>
      </button>
      {open ? <StepBody run={run} at={at} onDone={onDone} /> : null}
    </li>
  );
}

function StateMark({ at: { state, waitsFor } }: { at: StepAtWork }) {
  const { t } = useTranslation();
  const words = t(`procedures.stepState.${state.state}`);
  if (state.state === 'done')
    return <CheckCircleFilled className={styles['done'] ?? ''} aria-label={words} />;
  if (state.state === 'skipped') return <MinusCircleOutlined aria-label={words} />;
  if (waitsFor.length > 0) return <LockOutlined aria-label={t('procedures.waits')} />;
  return <span className={styles['circle']} role="img" aria-label={words} />;
}

function StepBody({ run, at, onDone }: { run: ProcedureRun; at: StepAtWork; onDone: () => void }) {
  const { t } = useTranslation();
  const reader = useLocale();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { step, state, waitsFor } = at;
  const own = run.content.locale;
  const [reason, setReason] = useState<string | null>(null);
  const [checked, setChecked] = useState<readonly string[]>(state.checked);
  const save = useMutation({
    // One after the other: ticks made quickly reach the server in the order in which they were made.
    scope: { id: run.id },
    mutationFn: (input: ProcedureStepInput) => setStep(run.id, step.key, input),
    onSuccess: (now, input) => {
      client.setQueryData(runsQuery(run.ticketId).queryKey, (runs) =>
        runs?.map((one) => (one.id === now.id ? now : one)),
      );
      setReason(null);
      if (input.state !== 'open') onDone();
    },
    // A tick that was not taken is none.
    onError: () => setChecked(state.checked),
  });
  const canRun = run.mayRun && run.status === 'running';
  const isOpen = state.state === 'open';
  const html = textFor(step.body, reader, own);
  const script = textFor(step.script, reader, own);
  const tick = (keys: string[]) => {
    setChecked(keys);
    save.mutate({ state: 'open', checked: keys });
  };
  return (
    <div className={styles['body']}>
      {step.role === null ? null : <div className="muted">{t(`procedures.role.${step.role}`)}</div>}
      {html === '' ? null : <RichText html={html} />}
      {script === '' ? null : (
        <div className={styles['script']}>
          <p>{script}</p>
          <CopyButton text={script} />
        </div>
      )}
      {step.checklist.length === 0 ? null : (
        <Checkbox.Group
          className={styles['checklist'] ?? ''}
          disabled={!canRun || !isOpen}
          value={[...checked]}
          options={step.checklist.map((item) => ({
            value: item.key,
            label: textFor(item.text, reader, own),
          }))}
          onChange={tick}
        />
      )}
      {isOpen ? null : (
        <p className="muted">
          {t(`procedures.stepState.${state.state}`)} · {state.by?.name ?? t('common.system')}{' '}
          <Instant at={state.at} />
          {state.late ? <Tag className={styles['late'] ?? ''}>{t('procedures.stepState.late')}</Tag> : null}
          {state.reason === null ? null : <span className={styles['reason']}>{state.reason}</span>}
        </p>
      )}
      {isOpen && waitsFor.length > 0 ? (
        <p className="muted">
          {t('procedures.after', {
            steps: waitsFor.map((one) => textFor(one.title, reader, own)).join(t('procedures.comma')),
          })}
        </p>
      ) : null}
      {save.error === null ? null : (
        <p role="alert" className={styles['error']}>
          {errorText(save.error)}
        </p>
      )}
      {!canRun ? null : !isOpen ? (
        <Button size="small" loading={save.isPending} onClick={() => save.mutate({ state: 'open' })}>
          {t('procedures.undo')}
        </Button>
      ) : reason === null ? (
        <div className={styles['actions']}>
          <Button
            type="primary"
            size="small"
            disabled={waitsFor.length > 0}
            loading={save.isPending}
            onClick={() => save.mutate({ state: 'done', checked: [...checked] })}
          >
            {t('procedures.done')}
          </Button>
          <Button size="small" disabled={save.isPending} onClick={() => setReason('')}>
            {t('procedures.skip')}
          </Button>
        </div>
      ) : (
        <form
          className={styles['skip']}
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() !== '') save.mutate({ state: 'skipped', reason: reason.trim() });
          }}
        >
          <Input.TextArea
            autoFocus
            autoSize
            maxLength={500}
            aria-label={t('procedures.skipReason')}
            placeholder={t('procedures.skipReason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className={styles['actions']}>
            <Button
              type="primary"
              size="small"
              htmlType="submit"
              disabled={reason.trim() === ''}
              loading={save.isPending}
            >
              {t('procedures.skipOk')}
            </Button>
            <Button size="small" onClick={() => setReason(null)}>
              {t('common.cancel')}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}

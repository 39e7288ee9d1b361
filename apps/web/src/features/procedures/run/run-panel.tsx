import { DownOutlined, EllipsisOutlined, RightOutlined } from '@ant-design/icons';
import type { ProcedureRun } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown, Tag } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useShowError } from '../../../ui/use-error-text.ts';
import { useLocale, useMay } from '../../session/session.ts';
import { textFor } from '../procedure-words.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import styles from './run.module.css';
import { cancelRun, completeRun, runsKey } from './run.queries.ts';
import { dueOf, progressOf, stagesOfRun } from './run-progress.ts';
import { RunStep } from './run-step.tsx';
import { StepDue } from './step-due.tsx';
import { useHeldTicket } from './use-held-ticket.ts';

const StartDialog = lazy(() => import('./start-dialog.tsx'));

interface RunPanelProps {
  ticketId: string;
  teamId: string | null;
  runs: ProcedureRun[];
}

/** The procedures that run on a ticket, beside its conversation. */
export default function RunPanel({ ticketId, teamId, runs }: RunPanelProps) {
  const [starting, setStarting] = useState(false);
  return (
    <div className={styles['slot']}>
      {runs.map((run) => (
        <Run key={run.id} run={run} onStart={() => setStarting(true)} />
      ))}
      {starting ? (
        <Suspense fallback={null}>
          <StartDialog ticketId={ticketId} teamId={teamId} onClose={() => setStarting(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Narrower than this, the panel stands above the conversation and begins folded. */
const phone = '(width < 1000px)';

function Run({ run, onStart }: { run: ProcedureRun; onStart: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const reader = useLocale();
  const client = useQueryClient();
  const showError = useShowError();
  const running = run.status === 'running';
  const [folded, setFolded] = useState(() => !running || window.matchMedia(phone).matches);
  const [cancelling, setCancelling] = useState(false);
  const progress = progressOf(run);
  const [opened, setOpened] = useState<string | null>(null);
  const current = opened ?? progress.next?.step.key ?? null;
  const panel = useHeldTicket(run.ticketId, run.blocking.length > 0, () => {
    setFolded(false);
    setOpened(run.blocking[0] ?? null);
  });
  const reload = () => client.invalidateQueries({ queryKey: runsKey(run.ticketId) });
  const end = useMutation({ mutationFn: () => completeRun(run.id), onSuccess: reload, onError: showError });
  const due = progress.next === null ? null : dueOf(run, progress.next.step);
  const name = textFor(run.procedure.name, reader);
  const canEnd = running && run.mayRun;
  return (
    <section
      ref={panel}
      className={styles['panel']}
      aria-label={t('procedures.runOf', { name })}
      tabIndex={-1}
    >
      <header className={styles['head']}>
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={!folded}
          onClick={() => setFolded(!folded)}
        >
          {folded ? <RightOutlined aria-hidden /> : <DownOutlined aria-hidden />}
          <strong className={styles['name']}>{name}</strong>
          <span className="faint num">
            {progress.over}/{progress.of}
          </span>
        </button>
        {running ? null : <Tag>{t(`procedures.runStatus.${run.status}`)}</Tag>}
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              {
                key: 'open',
                label: (
                  <Link to={`/procedures/${run.procedure.id}?version=${run.versionId}`}>
                    {t('procedures.openProcedure', { number: run.number })}
                  </Link>
                ),
              },
              ...(may('procedures.run')
                ? [{ key: 'start', label: t('procedures.startAnother'), onClick: onStart }]
                : []),
              ...(canEnd
                ? [{ key: 'complete', label: t('procedures.completeRun'), onClick: () => end.mutate() }]
                : []),
              ...(canEnd && run.manual
                ? [
                    {
                      key: 'cancel',
                      danger: true,
                      label: t('procedures.cancelRun'),
                      onClick: () => setCancelling(true),
                    },
                  ]
                : []),
            ],
          }}
        >
          <Button type="text" size="small" icon={<EllipsisOutlined />} aria-label={t('common.more')} />
        </Dropdown>
      </header>
      <span className={styles['share']} aria-hidden="true">
        <span style={{ width: `${(100 * progress.over) / Math.max(1, progress.of)}%` }} />
      </span>
      {run.blocking.length === 0 || !running ? null : (
        <p className={styles['blocking']}>{t('procedures.blocking', { count: run.blocking.length })}</p>
      )}
      {folded ? (
        progress.next === null || !running ? null : (
          <button
            type="button"
            className={styles['next']}
            onClick={() => {
              setFolded(false);
              setOpened(null);
            }}
          >
            {t('procedures.nextStep', {
              step: `${progress.next.number} ${textFor(progress.next.step.title, reader, run.content.locale)}`,
            })}
            {due === null ? null : <StepDue at={due} />}
          </button>
        )
      ) : (
        stagesOfRun(run).map(({ stage, number, steps }) => (
          <div key={stage.key} className={styles['stage']}>
            <h3 className={styles['stageName']}>
              {number}. {textFor(stage.title, reader, run.content.locale)}
            </h3>
            <ol className={styles['steps']}>
              {steps.map((one) => (
                <RunStep
                  key={one.step.key}
                  run={run}
                  at={one}
                  open={current === one.step.key}
                  blocks={run.blocking.includes(one.step.key)}
                  isNext={progress.next?.step.key === one.step.key}
                  onOpen={(open) => setOpened(open ? one.step.key : '')}
                  onDone={() => setOpened(null)}
                />
              ))}
            </ol>
          </div>
        ))
      )}
      {cancelling ? (
        <ReasonDialog
          title={t('procedures.cancelRun')}
          onClose={() => setCancelling(false)}
          onSave={async (reason) => {
            await cancelRun(run.id, reason);
            await reload();
          }}
        />
      ) : null}
    </section>
  );
}

import type { GateItem, Improvement } from '@jingyun/contracts';
import { Button, Dropdown, Steps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useInstantFormat } from '../session/session.ts';
import { moveStage } from './improvement.queries.ts';
import { stages } from './improvement-marks.tsx';
import styles from './improvements.module.css';
import { useAct } from './use-act.ts';

const open = ['plan', 'analyse', 'act', 'check'] as const;
/** Where what is missing is written down. */
const tabOf = {
  problem: 'plan',
  metric: 'plan',
  rootCause: 'causes',
  countermeasureDone: 'measures',
  proof: 'check',
} as const satisfies Record<GateItem, string>;

/** The way through the stages: where it is, what is missing for the next, the step there and those back. */
export function StagePanel({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const format = useInstantFormat();
  const act = useAct();
  const { stage, gates, outcome, closing } = improvement;
  const current = stages.indexOf(stage);
  // One that was given up did not go through all stages before.
  const givenUp = outcome === 'ineffective' || outcome === 'cancelled';
  const next = open[current + 1];
  const missing =
    stage === 'check' ? gates.effective : next === undefined || next === 'plan' ? [] : gates[next];
  const move = (to: (typeof open)[number]) => act.mutate(() => moveStage(improvement, to));
  return (
    <section className={styles['stagePanel']} aria-label={t('improvements.stageLabel')}>
      <Steps
        size="small"
        current={current}
        responsive
        status={givenUp ? 'error' : outcome === 'effective' ? 'finish' : 'process'}
        items={stages.map((one) => ({
          title: t(`improvements.stage.${one}`),
          ...(givenUp && one !== 'closed' ? { status: 'wait' as const } : {}),
        }))}
      />
      {stage === 'closed' ? (
        <p className="muted">
          {t(`improvements.closedAs.${outcome ?? 'cancelled'}`, {
            at: format.instant(closing?.at, 'date'),
          })}
        </p>
      ) : (
        <div className={styles['gate']}>
          <div className={styles['grow']}>
            {missing.length === 0 ? (
              <span className="muted">{t(`improvements.ready.${stage}`)}</span>
            ) : (
              <>
                <span className="muted">
                  {t(stage === 'check' ? 'improvements.beforeEffective' : 'improvements.beforeNext')}
                </span>
                <ul className={styles['missing']}>
                  {missing.map((item) => (
                    <li key={item}>
                      <Link to={`/improvements/${improvement.id}/${tabOf[item]}`}>
                        {t(`improvements.gate.${item}`)}
                      </Link>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
          {improvement.may.manage ? (
            <div className={styles['actions']}>
              {current > 0 ? (
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: open.slice(0, current).map((one) => ({
                      key: one,
                      label: t(`improvements.stage.${one}`),
                      onClick: () => move(one),
                    })),
                  }}
                >
                  <Button>{t('improvements.backTo')}</Button>
                </Dropdown>
              ) : null}
              {next === undefined ? null : (
                <Button
                  type={missing.length === 0 ? 'primary' : 'default'}
                  loading={act.isPending}
                  onClick={() => move(next)}
                >
                  {t('improvements.goOn', { stage: t(`improvements.stage.${next}`) })}
                </Button>
              )}
            </div>
          ) : null}
        </div>
      )}
    </section>
  );
}

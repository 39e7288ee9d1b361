import type { Improvement } from '@jingyun/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../ui/instant.tsx';
import { Panel } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { CheckForm } from './check-form.tsx';
import { CheckResult } from './check-result.tsx';
import { ClosingPanel } from './closing-panel.tsx';
import { ResultMark } from './improvement-marks.tsx';
import styles from './improvements.module.css';

/** Whether it worked: run a check, read it, look at those before and at the re-checks to come. */
export function CheckTab({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const { checks, rechecks } = improvement;
  const shown = checks.find(({ id }) => id === chosen) ?? checks[0];
  return (
    <div className={styles['stack']}>
      <ClosingPanel improvement={improvement} />
      {improvement.stage !== 'closed' && improvement.may.manage ? (
        <CheckForm improvement={improvement} onChecked={() => setChosen(null)} />
      ) : null}
      {shown === undefined ? (
        <Panel title={t('improvements.checkResult')}>
          <EmptyState compact title={t('improvements.noChecks')} hint={t('improvements.noChecksHint')} />
        </Panel>
      ) : (
        <Panel
          title={
            <>
              {t('improvements.checkResult')} · <Instant at={shown.at} />
            </>
          }
        >
          <CheckResult key={shown.id} check={shown} />
        </Panel>
      )}
      {checks.length > 0 ? (
        <Panel title={t('improvements.history')}>
          <ul className={styles['rows']}>
            {checks.map((check) => (
              <li key={check.id}>
                <ResultMark result={check.answer.result} />
                <span className={styles['grow']}>
                  {check.recheck === null
                    ? t(`improvements.kind.${check.kind}`)
                    : t('improvements.entry.recheck', { days: check.recheck })}
                  {check.countermeasure === null ? null : ` · ${check.countermeasure.text}`}
                  <div className="faint">
                    <Instant at={check.at} /> · {check.by ?? t('common.system')}
                  </div>
                </span>
                <Button
                  size="small"
                  disabled={check === shown}
                  onClick={() => setChosen(check.id)}
                  aria-current={check === shown}
                >
                  {t('improvements.showCheck')}
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {rechecks.length > 0 ? (
        <Panel title={t('improvements.rechecks')}>
          <ul className={styles['rows']}>
            {rechecks.map(({ days, on, checkId }) => {
              const made = checks.find(({ id }) => id === checkId);
              return (
                <li key={days}>
                  <span className={styles['grow']}>
                    {t('improvements.entry.recheck', { days })} · <span className="num">{on}</span>
                  </span>
                  {made === undefined ? (
                    <span className="muted">{t('improvements.recheckComes')}</span>
                  ) : (
                    <ResultMark result={made.answer.result} />
                  )}
                </li>
              );
            })}
          </ul>
        </Panel>
      ) : null}
    </div>
  );
}

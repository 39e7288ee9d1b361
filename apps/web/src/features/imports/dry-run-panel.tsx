import type { ImportDryRun, ImportMapping, ImportProblem } from '@jingyun/contracts';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../ui/instant.tsx';
import { Panel } from '../../ui/page.tsx';
import { Counts } from './counts.tsx';
import styles from './imports.module.css';

/** What a trial over the whole file found: how much would come in, and what would not and why. */
export function DryRunPanel({
  dryRun,
  mapping,
  outdated,
}: {
  dryRun: ImportDryRun;
  mapping: ImportMapping;
  outdated: boolean;
}) {
  const { t } = useTranslation();
  const { counts } = dryRun;
  // A log tells by its first row when a ticket began; a row that is a whole ticket has to say it.
  const undated = mapping.shape === 'ticket' && mapping.columns.createdAt === undefined;
  return (
    <Panel
      title={t('imports.dryRun')}
      extra={
        dryRun.firstCreatedAt === null ? null : (
          <span className="muted">
            {t('imports.span')} <Instant at={dryRun.firstCreatedAt} style="date" /> –{' '}
            <Instant at={dryRun.lastCreatedAt} style="date" />
          </span>
        )
      }
    >
      {outdated ? (
        <Alert type="warning" showIcon title={t('imports.outdated')} style={{ marginBottom: 12 }} />
      ) : null}
      {undated ? (
        <Alert
          type="warning"
          showIcon
          title={t('imports.noCreatedAt')}
          description={t('imports.noCreatedAtHint')}
          style={{ marginBottom: 12 }}
        />
      ) : null}
      <Counts counts={counts} trial />
      {dryRun.reasons.length === 0 ? (
        <Alert type="success" showIcon title={t('imports.allGood')} style={{ marginTop: 12 }} />
      ) : (
        <>
          <h3 className={styles['group']}>{t('imports.reasons')}</h3>
          <ul className={styles['reasons']}>
            {dryRun.reasons.map((reason) => (
              <li key={reason.code}>
                <strong className="num">{reason.count.toLocaleString()}</strong> {reason.message}
              </li>
            ))}
          </ul>
          <Problems problems={dryRun.problems} />
        </>
      )}
    </Panel>
  );
}

/** Rejected rows with the reason. */
export function Problems({ problems }: { problems: readonly ImportProblem[] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <div className={styles['sheet']}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('imports.row')}</th>
            <th scope="col">{t('imports.field.externalId')}</th>
            <th scope="col">{t('imports.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <tr key={`${problem.rowNumber}-${problem.code}`}>
              <td>{problem.rowNumber ?? '—'}</td>
              <td>{problem.externalId ?? '—'}</td>
              <td className={styles['wrap']}>{problem.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

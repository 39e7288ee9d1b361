import type { Procedure, ProcedureVersionSummary } from '@jingyun/contracts';
import { Button, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Instant } from '../../ui/instant.tsx';
import { Panel } from '../../ui/page.tsx';
import { PublicationLine, StatusMark, TeamNames } from './procedure-marks.tsx';
import { newestFirst } from './procedure-numbers.ts';
import styles from './procedures.module.css';

/** All versions: how each stands, what is new in it, since when and for whom it is in force. */
export function VersionsTab({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation();
  const rows = newestFirst(procedure.versions);
  return (
    <Panel flush>
      <Table<ProcedureVersionSummary>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={rows}
        scroll={{ x: 860 }}
        columns={[
          {
            title: t('procedures.version'),
            width: 190,
            render: (_, row) => (
              <>
                <Link to={`/procedures/${procedure.id}?version=${row.id}`}>
                  {t('procedures.versionNumber', { number: row.number })}
                </Link>{' '}
                <StatusMark status={row.status} />
                {row.inForceFor === null ? null : (
                  <Tag className={styles['good'] ?? ''}>
                    {t('procedures.state.inForce')}
                    {row.inForceFor.length === 0 ? null : (
                      <>
                        {' · '}
                        <TeamNames ids={row.inForceFor} />
                      </>
                    )}
                  </Tag>
                )}
              </>
            ),
          },
          {
            title: t('procedures.change'),
            render: (_, row) => <div className={styles['purpose']}>{row.change || '—'}</div>,
          },
          {
            title: t('procedures.publications'),
            width: 220,
            render: (_, row) => (
              <>
                {row.publications.length === 0 ? <span className="faint">—</span> : null}
                {row.publications.map((publication) => (
                  <PublicationLine key={publication.publishedAt} publication={publication} />
                ))}
                {row.retiredOn === null ? null : (
                  <div className="muted num">{t('procedures.retiredOn', { day: row.retiredOn })}</div>
                )}
              </>
            ),
          },
          {
            title: t('procedures.authors'),
            width: 120,
            render: (_, row) => row.authors.map(({ name }) => name).join(t('procedures.comma')) || '—',
          },
          {
            title: t('procedures.approvedBy'),
            width: 120,
            render: (_, row) =>
              row.approved === null ? (
                '—'
              ) : (
                <>
                  {row.approved.by?.name ?? t('common.unknown')}
                  <div className="faint">
                    <Instant at={row.approved.at} style="date" />
                  </div>
                </>
              ),
          },
          {
            title: t('common.actions'),
            width: 110,
            render: (_, row) => {
              const older = rows.find(({ number }) => number < row.number);
              return older === undefined ? null : (
                <Link to={`/procedures/${procedure.id}/compare?from=${older.id}&to=${row.id}`}>
                  <Button size="small">{t('procedures.compareWith', { number: older.number })}</Button>
                </Link>
              );
            },
          },
        ]}
      />
    </Panel>
  );
}

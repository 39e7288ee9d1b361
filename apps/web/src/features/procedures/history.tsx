import type { ProcedureVersionSummary } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../ui/instant.tsx';
import { TeamNames } from './procedure-marks.tsx';
import styles from './procedures.module.css';

interface Moment {
  at: string;
  key: 'drafted' | 'submitted' | 'returned' | 'approved' | 'published';
  who: string;
  more?: React.ReactNode;
}

/** What became of a version, the newest first. */
export function History({ version }: { version: ProcedureVersionSummary }) {
  const { t } = useTranslation();
  const { authors, submittedAt, returned, approved, publications } = version;
  const wrote = authors.map(({ name }) => name).join(t('procedures.comma'));
  const moments: Moment[] = [
    { at: version.createdAt, key: 'drafted', who: wrote },
    ...(submittedAt === null ? [] : [{ at: submittedAt, key: 'submitted' as const, who: '' }]),
    ...(returned === null
      ? []
      : [{ at: returned.at, key: 'returned' as const, who: returned.by?.name ?? '', more: returned.reason }]),
    ...(approved === null
      ? []
      : [{ at: approved.at, key: 'approved' as const, who: approved.by?.name ?? '' }]),
    ...publications.map((publication) => ({
      at: publication.publishedAt,
      key: 'published' as const,
      who: publication.publishedBy?.name ?? '',
      more: (
        <>
          {t('procedures.fromDay', { day: publication.inForceFrom })} ·{' '}
          <TeamNames ids={publication.teamIds} />
        </>
      ),
    })),
  ];
  return (
    <ol className={styles['history']}>
      {moments
        .toSorted((a, b) => (a.at < b.at ? 1 : -1))
        .map((moment) => (
          <li key={`${moment.key} ${moment.at}`}>
            <strong>{t(`procedures.moment.${moment.key}`)}</strong> {moment.who}{' '}
            <span className="faint">
              <Instant at={moment.at} />
            </span>
            {moment.more === undefined ? null : <div className="muted">{moment.more}</div>}
          </li>
        ))}
    </ol>
  );
}

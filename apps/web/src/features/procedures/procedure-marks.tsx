import type { ProcedurePublication, ProcedureVersionStatus } from '@jingyun/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNames } from '../directory/directory.queries.ts';
import styles from './procedures.module.css';

const tones: Partial<Record<ProcedureVersionStatus, string>> = {
  inReview: 'warn',
  approved: 'info',
  published: 'good',
};

/** Where a version stands in its life. */
export function StatusMark({ status }: { status: ProcedureVersionStatus }) {
  const { t } = useTranslation();
  const tone = tones[status];
  return (
    <Tag className={(tone === undefined ? undefined : styles[tone]) ?? ''}>
      {t(`procedures.status.${status}`)}
    </Tag>
  );
}

/** Some teams by name; all of them where the list is empty. */
export function TeamNames({ ids, others = false }: { ids: readonly string[]; others?: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  if (ids.length === 0) return <>{t(others ? 'procedures.otherTeams' : 'procedures.allTeams')}</>;
  return <>{ids.map((id) => names.team(id) ?? t('common.unknown')).join(t('procedures.comma'))}</>;
}

/** From when a version is in force, and for whom. */
export function PublicationLine({ publication }: { publication: ProcedurePublication }) {
  const { t } = useTranslation();
  return (
    <div>
      <span className="num">{t('procedures.fromDay', { day: publication.inForceFrom })}</span>
      {' · '}
      <TeamNames ids={publication.teamIds} />
    </div>
  );
}

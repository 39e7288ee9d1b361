import { SafetyCertificateOutlined } from '@ant-design/icons';
import type { Ticket } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Person } from '../../ui/person.tsx';
import { useUserChoices } from '../directory/directory.queries.ts';
import { UserPicker } from '../directory/pickers.tsx';
import { useMay } from '../session/session.ts';
import styles from './training.module.css';
import { certifiedQuery } from './training.queries.ts';

/** As many as the server answers about at once. */
const most = 200;

/** Who has a ticket; people who are not certified for what is in force on it are shown as such, and can be chosen. */
export function CertifiedAssignee({
  ticket,
  ...props
}: { ticket: Pick<Ticket, 'id' | 'teamId' | 'assigneeId'> } & Omit<
  ComponentProps<typeof UserPicker>,
  'teamId' | 'value'
>) {
  const { t } = useTranslation();
  const may = useMay();
  const inTeam = useUserChoices(ticket.teamId);
  const everybody = useUserChoices();
  const { assigneeId } = ticket;
  const offered = (inTeam.length > 0 ? inTeam : everybody).map(({ value }) => value);
  const ids = [...new Set([...(assigneeId === null ? [] : [assigneeId]), ...offered])].slice(0, most);
  const query = useQuery({
    ...certifiedQuery(ticket.id, ids),
    enabled: may('training.take') && ids.length > 0,
  });
  const missing = new Map<string, string[]>();
  for (const { name, number, uncertified } of query.data ?? [])
    for (const id of uncertified) missing.set(id, [...(missing.get(id) ?? []), `${name} v${number}`]);
  const own = assigneeId === null ? undefined : missing.get(assigneeId);
  return (
    <div style={{ display: 'grid', gap: 4, minWidth: 0 }}>
      <UserPicker
        {...props}
        teamId={ticket.teamId}
        value={assigneeId}
        optionRender={(option) => (
          <span className={styles['line']}>
            <Person name={String(option.label)} />
            {missing.has(String(option.value)) ? (
              <Tag className={styles['bad'] ?? ''}>{t('training.uncertified')}</Tag>
            ) : null}
          </span>
        )}
      />
      {own === undefined ? null : (
        <Tag
          className={styles['bad'] ?? ''}
          icon={<SafetyCertificateOutlined />}
          style={{ justifySelf: 'start', whiteSpace: 'normal' }}
          title={own.join(t('training.listComma'))}
        >
          {t('training.uncertifiedFor', { names: own.join(t('training.listComma')) })}
        </Tag>
      )}
    </div>
  );
}

import type { Ticket, TicketChange } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../directory/directory.queries.ts';
import { activityQueryLast } from '../ticket.queries.ts';
import { useFieldWords } from './field-words.ts';
import styles from './ticket.module.css';

interface ConflictDialogProps {
  mine: TicketChange;
  before: Ticket;
  now: Ticket;
  busy: boolean;
  onOverwrite: () => void;
  onKeep: () => void;
}

/** A colleague was faster: what is there now beside what one wanted, field by field. */
export function ConflictDialog({ mine, before, now, busy, onOverwrite, onKeep }: ConflictDialogProps) {
  const { t } = useTranslation();
  const names = useNames();
  const words = useFieldWords();
  const last = useQuery(activityQueryLast(now.id)).data?.data[0];
  const who = last?.actor.type === 'user' ? names.user(last.actor.id) : null;
  const fields = Object.keys(mine).filter(
    (field): field is keyof Ticket & keyof TicketChange => field in now,
  );
  return (
    <Modal
      open
      closable={false}
      mask={{ closable: false }}
      title={t('common.conflict.title')}
      footer={[
        <Button key="keep" onClick={onKeep}>
          {t('common.conflict.takeTheirs')}
        </Button>,
        <Button key="mine" type="primary" loading={busy} onClick={onOverwrite}>
          {t('common.conflict.overwrite')}
        </Button>,
      ]}
    >
      <p>{t('common.conflict.text', { who: who ?? t('common.conflict.someone') })}</p>
      <table className={styles['conflict']}>
        <thead>
          <tr>
            <th scope="col">{t('common.conflict.field')}</th>
            <th scope="col">{t('common.conflict.theirs')}</th>
            <th scope="col">{t('common.conflict.yours')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field} data-changed={JSON.stringify(before[field]) !== JSON.stringify(now[field])}>
              <th scope="row">{words.label(field)}</th>
              <td>{words.value(field, now[field])}</td>
              <td>{words.value(field, mine[field])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}

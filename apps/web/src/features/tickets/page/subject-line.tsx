import { EditOutlined } from '@ant-design/icons';
import type { Ticket, TicketChange } from '@jingyun/contracts';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ticket.module.css';

interface SubjectLineProps {
  ticket: Ticket;
  editable: boolean;
  onChange: (change: TicketChange) => void;
}

/** The subject as the page's heading, to be written over in place. */
export function SubjectLine({ ticket, editable, onChange }: SubjectLineProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const [text, setText] = useState(ticket.subject);
  useEffect(() => setText(ticket.subject), [ticket.subject]);
  useEffect(() => {
    document.title = `#${ticket.number} ${ticket.subject} · ${t('shell.product')}`;
  }, [ticket.number, ticket.subject, t]);
  const done = () => {
    setEditing(false);
    const subject = text.trim();
    if (subject === '' || subject === ticket.subject) setText(ticket.subject);
    else onChange({ subject });
  };
  if (editing) {
    return (
      <Input
        autoFocus
        maxLength={300}
        aria-label={t('tickets.field.subject')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={done}
        onPressEnter={done}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setText(ticket.subject);
          setEditing(false);
        }}
      />
    );
  }
  return (
    <div className={styles['subjectLine']}>
      <h1 className={styles['subject']}>{ticket.subject}</h1>
      {editable ? (
        <Button
          type="text"
          size="small"
          icon={<EditOutlined />}
          aria-label={t('tickets.editSubject')}
          onClick={() => setEditing(true)}
        />
      ) : null}
    </div>
  );
}

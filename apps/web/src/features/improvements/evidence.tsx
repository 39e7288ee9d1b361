import { PaperClipOutlined } from '@ant-design/icons';
import type { Cause } from '@jingyun/contracts';
import { Button, Popover, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { TicketPicker } from '../directory/pickers.tsx';
import { type CauseEdit, linkEvidence, unlinkEvidence } from './cause-edits.ts';

interface Editing {
  cause: Cause;
  onEdit: (edit: CauseEdit) => void;
}

/** The tickets that show a cause; of those that the reader may not see, only that there are some. */
export function EvidenceTags({ cause, editable, onEdit }: Editing & { editable: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {cause.evidence.map(({ ticketId, number, subject }) => (
        <Tag
          key={ticketId}
          closable={
            editable && number !== null ? { 'aria-label': t('improvements.unlinkTicket', { number }) } : false
          }
          onClose={(event) => {
            // It goes when the server has taken it away.
            event.preventDefault();
            onEdit(unlinkEvidence(cause.id, ticketId));
          }}
        >
          {number === null ? (
            t('improvements.hiddenTicket')
          ) : (
            <Link to={`/tickets/${ticketId}`} title={subject ?? undefined}>
              #{number}
            </Link>
          )}
        </Tag>
      ))}
    </>
  );
}

/** Links a ticket that shows the cause. */
export function EvidenceButton({ cause, onEdit }: Editing) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      destroyOnHidden
      title={t('improvements.linkTicket')}
      content={
        <TicketPicker
          autoFocus
          style={{ width: 280 }}
          value={null}
          onChange={(ticketId) => {
            if (ticketId === null || ticketId === undefined) return;
            onEdit(linkEvidence(cause.id, ticketId));
            setOpen(false);
          }}
        />
      }
    >
      <Button
        type="text"
        size="small"
        icon={<PaperClipOutlined />}
        aria-label={t('improvements.evidenceFor', { text: cause.text })}
        title={t('improvements.linkTicket')}
      />
    </Popover>
  );
}

import type { TicketPriority, TicketStatus } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import styles from './ticket-marks.module.css';

/** Where a ticket stands: a word, with a dot whose shape and colour say whose turn it is. */
export function StatusTag({ status }: { status: TicketStatus }) {
  const { t } = useTranslation();
  return <span className={`${styles['status']} ${styles[status]}`}>{t(`tickets.status.${status}`)}</span>;
}

/** How pressing a ticket is: bars besides the colour, for those who do not see it. */
export function PriorityMark({
  priority,
  withWord = true,
}: {
  priority: TicketPriority;
  withWord?: boolean;
}) {
  const { t } = useTranslation();
  const word = t(`tickets.priority.${priority}`);
  return (
    <span className={`${styles['priority']} ${styles[priority]}`} title={word}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        {[0, 1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={bar * 3}
            y={8 - bar * 2.4}
            width="2"
            height={4 + bar * 2.4}
            rx="0.8"
            className={styles[`bar${bar}`]}
          />
        ))}
      </svg>
      {withWord ? word : <span className="visually-hidden">{word}</span>}
    </span>
  );
}

/** A label on a ticket or customer. */
export function TagChip({ tag }: { tag: string }) {
  return <span className={styles['chip']}>{tag}</span>;
}

/** A customer's level of service. */
export function TierMark({ tier }: { tier: string | null }) {
  return tier === null ? null : <span className={styles['tier']}>{tier}</span>;
}

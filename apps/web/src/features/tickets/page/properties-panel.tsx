import type { Ticket, TicketChange, TicketPriority } from '@jingyun/contracts';
import { App, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../../ui/instant.tsx';
import { Panel } from '../../../ui/page.tsx';
import { CategoryPicker, TeamPicker } from '../../directory/pickers.tsx';
import { CertifiedAssignee } from '../../training/certified-assignee.tsx';
import { PriorityMark, StatusTag } from '../ticket-marks.tsx';
import {
  channels,
  complaintClasses,
  kinds,
  levels,
  priorities,
  severities,
  statuses,
} from '../ticket-values.ts';
import { CustomFields } from './custom-fields.tsx';
import { Property } from './property.tsx';
import styles from './ticket.module.css';

interface PropertiesPanelProps {
  ticket: Ticket;
  editable: boolean;
  saving: boolean;
  onChange: (change: TicketChange) => void;
}

/** What a ticket is and who has it; each field is saved when it is changed. */
export function PropertiesPanel({ ticket, editable, saving, onChange }: PropertiesPanelProps) {
  const { t } = useTranslation();
  const pick = <T extends string>(values: readonly T[], words: (value: T) => ReactNode) =>
    values.map((value) => ({ value, label: words(value) }));
  const common = {
    variant: 'filled',
    size: 'small',
    disabled: !editable,
    popupMatchSelectWidth: false,
  } as const;
  const setPriority = usePriorityWithReason(onChange);
  return (
    <Panel
      title={t('tickets.properties')}
      extra={saving ? <span className="faint">{t('tickets.saving')}</span> : null}
    >
      <Property label={t('tickets.field.status')}>
        <Select
          {...common}
          aria-label={t('tickets.field.status')}
          value={ticket.status}
          options={pick(
            statuses.filter((status) => status !== 'new' || ticket.status === 'new'),
            (value) => <StatusTag status={value} />,
          )}
          onChange={(status) => onChange({ status })}
        />
      </Property>
      <Property label={t('tickets.field.assignee')}>
        <CertifiedAssignee
          {...common}
          ticket={ticket}
          onChange={(assigneeId) => onChange({ assigneeId: assigneeId ?? null })}
        />
      </Property>
      <Property label={t('tickets.field.team')}>
        <TeamPicker
          {...common}
          value={ticket.teamId}
          onChange={(teamId) => onChange({ teamId: teamId ?? null })}
        />
      </Property>
      <Property label={t('tickets.field.priority')} hint={ticket.priorityReason}>
        <Select
          {...common}
          aria-label={t('tickets.field.priority')}
          value={ticket.priority}
          options={pick(priorities, (value) => <PriorityMark priority={value} />)}
          onChange={setPriority}
        />
      </Property>
      <Property label={t('tickets.field.importanceUrgency')}>
        <div className={styles['pair']}>
          <Select
            {...common}
            aria-label={t('tickets.field.importance')}
            value={ticket.importance}
            options={pick(levels, (value) => t(`tickets.level.${value}`))}
            onChange={(importance) => onChange({ importance })}
          />
          <Select
            {...common}
            aria-label={t('tickets.field.urgency')}
            value={ticket.urgency}
            options={pick(levels, (value) => t(`tickets.level.${value}`))}
            onChange={(urgency) => onChange({ urgency })}
          />
        </div>
      </Property>
      <Property label={t('tickets.field.category')}>
        <CategoryPicker
          {...common}
          value={ticket.categoryId}
          onChange={(categoryId: string | undefined) => onChange({ categoryId: categoryId ?? null })}
        />
      </Property>
      <Property label={t('tickets.field.kind')}>
        <Select
          {...common}
          aria-label={t('tickets.field.kind')}
          value={ticket.kind}
          options={pick(kinds, (value) => t(`tickets.kind.${value}`))}
          onChange={(kind) => onChange({ kind })}
        />
      </Property>
      {ticket.kind === 'complaint' ? (
        <>
          <Property label={t('tickets.field.complaintClass')}>
            <Select
              {...common}
              aria-label={t('tickets.field.complaintClass')}
              allowClear
              value={ticket.complaintClass}
              options={pick(complaintClasses, (value) => t(`tickets.complaintClass.${value}`))}
              onChange={(value) => onChange({ complaintClass: value ?? null })}
            />
          </Property>
          <Property label={t('tickets.field.severity')}>
            <Select
              {...common}
              aria-label={t('tickets.field.severity')}
              allowClear
              value={ticket.severity}
              options={severities.map((value) => ({
                value: value as number,
                label: t(`tickets.severityWord.${value}`),
              }))}
              onChange={(value) => onChange({ severity: value ?? null })}
            />
          </Property>
        </>
      ) : null}
      <Property label={t('tickets.field.channel')}>
        <Select
          {...common}
          aria-label={t('tickets.field.channel')}
          value={ticket.channel}
          options={pick(channels, (value) => t(`tickets.channel.${value}`))}
          onChange={(channel) => onChange({ channel })}
        />
      </Property>
      <Property label={t('tickets.field.tags')}>
        <Select
          {...common}
          aria-label={t('tickets.field.tags')}
          mode="tags"
          open={false}
          suffixIcon={null}
          value={ticket.tags}
          onChange={(tags: string[]) => onChange({ tags })}
        />
      </Property>
      <CustomFields ticket={ticket} editable={editable} onChange={onChange} />
      <dl className={styles['facts']}>
        <dt>{t('tickets.field.created')}</dt>
        <dd>
          <Instant at={ticket.createdAt} />
        </dd>
        <dt>{t('tickets.column.updated')}</dt>
        <dd>
          <Instant at={ticket.updatedAt} />
        </dd>
        {ticket.solvedAt === null ? null : (
          <>
            <dt>{t('tickets.column.solved')}</dt>
            <dd>
              <Instant at={ticket.solvedAt} />
            </dd>
          </>
        )}
        {ticket.source === null ? null : (
          <>
            <dt>{t('tickets.field.source')}</dt>
            <dd className="ellipsis" title={`${ticket.source} ${ticket.externalId ?? ''}`}>
              {ticket.source} {ticket.externalId}
            </dd>
          </>
        )}
        <dt>{t('tickets.stat.label')}</dt>
        <dd className="num">
          {t('tickets.stat.text', {
            replies: ticket.replies,
            reopens: ticket.reopens,
            handovers: ticket.handovers,
          })}
        </dd>
      </dl>
    </Panel>
  );
}

/** A priority that is not what importance and urgency make needs its reason; asks for it. */
function usePriorityWithReason(onChange: (change: TicketChange) => void) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const [reason] = useState({ text: '' });
  return (priority: TicketPriority) => {
    reason.text = '';
    modal.confirm({
      title: t('tickets.priorityChange', { priority: t(`tickets.priority.${priority}`) }),
      icon: null,
      content: (
        <Input.TextArea
          autoFocus
          rows={2}
          maxLength={500}
          aria-label={t('tickets.field.priorityReason')}
          placeholder={t('tickets.field.priorityReason')}
          onChange={(event) => {
            reason.text = event.target.value;
          }}
        />
      ),
      onOk: () =>
        onChange({ priority, ...(reason.text.trim() === '' ? {} : { priorityReason: reason.text.trim() }) }),
    });
  };
}

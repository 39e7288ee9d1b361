import type { CreateTicketInput } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { newIdempotencyKey } from '../../../lib/api/client.ts';
import { FormError } from '../../../ui/form.tsx';
import { CategoryPicker, CustomerPicker, TeamPicker, UserPicker } from '../../directory/pickers.tsx';
import { createTicket } from '../ticket.queries.ts';
import { channels, complaintClasses, kinds, levels, severities } from '../ticket-values.ts';
import styles from './new-ticket.module.css';
import type { NewTicketStart } from './new-ticket.tsx';

interface TicketForm {
  subject: string;
  kind: CreateTicketInput['kind'];
  channel: CreateTicketInput['channel'];
  text?: string;
  writtenBy: 'customer' | 'staff';
  importance: 'high' | 'medium' | 'low';
  urgency: 'high' | 'medium' | 'low';
  categoryId?: string;
  teamId?: string;
  assigneeId?: string;
  customerId?: string | null;
  requester?: { name?: string; email?: string; phone?: string };
  tags: string[];
  complaintClass?: CreateTicketInput['complaintClass'];
  severity?: number;
}

const draftKey = 'jingyun.draft.new-ticket';

/** Takes in a ticket: who asks, about what, how pressing. What was typed survives a closed window. */
export default function NewTicketDialog({ start, onClose }: { start: NewTicketStart; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form] = Form.useForm<TicketForm>();
  const [key] = useState(newIdempotencyKey);
  const { parent: _parent, ...startValues } = start;
  const kind = Form.useWatch('kind', form);
  const customerId = Form.useWatch('customerId', form);
  const teamId = Form.useWatch('teamId', form);
  const create = useMutation({
    mutationFn: (values: TicketForm) => createTicket(inputOf(values, start), key),
    onSuccess: async (ticket) => {
      sessionStorage.removeItem(draftKey);
      void client.invalidateQueries({ queryKey: ['tickets'] });
      void message.success(t('tickets.created', { number: ticket.number }));
      onClose();
      navigate(`/tickets/${ticket.id}`);
    },
  });
  const pick = <T extends string>(values: readonly T[], words: (value: T) => string) =>
    values.map((value) => ({ value, label: words(value) }));

  return (
    <Modal
      open
      width={760}
      title={
        start.parent === undefined
          ? t('shell.newTicket')
          : t('tickets.newChild', { number: start.parent.number })
      }
      okText={t('tickets.create')}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      style={{ top: 56 }}
    >
      <Form<TicketForm>
        form={form}
        layout="vertical"
        initialValues={{
          kind: 'inquiry',
          channel: 'phone',
          writtenBy: 'customer',
          importance: 'medium',
          urgency: 'medium',
          tags: [],
          // A part of a ticket is about that ticket and not about what was left unfinished before.
          ...(start.parent === undefined ? readDraft() : {}),
          ...startValues,
        }}
        onValuesChange={(_, values) => {
          if (start.parent === undefined) sessionStorage.setItem(draftKey, JSON.stringify(values));
        }}
        onFinish={(values) => create.mutate(values)}
      >
        <FormError error={create.error} form={form} />
        <Form.Item
          name="subject"
          label={t('tickets.field.subject')}
          rules={[{ required: true, whitespace: true, max: 300 }]}
        >
          <Input autoFocus maxLength={300} />
        </Form.Item>
        <div className={styles['grid']}>
          <Form.Item name="kind" label={t('tickets.field.kind')} rules={[{ required: true }]}>
            <Select options={pick(kinds, (value) => t(`tickets.kind.${value}`))} />
          </Form.Item>
          <Form.Item name="channel" label={t('tickets.field.channel')} rules={[{ required: true }]}>
            <Select options={pick(channels, (value) => t(`tickets.channel.${value}`))} />
          </Form.Item>
          <Form.Item name="categoryId" label={t('tickets.field.category')}>
            <CategoryPicker />
          </Form.Item>
          {kind === 'complaint' ? (
            <>
              <Form.Item name="complaintClass" label={t('tickets.field.complaintClass')}>
                <Select
                  allowClear
                  options={pick(complaintClasses, (value) => t(`tickets.complaintClass.${value}`))}
                />
              </Form.Item>
              <Form.Item name="severity" label={t('tickets.field.severity')}>
                <Select
                  allowClear
                  options={severities.map((value) => ({ value, label: t(`tickets.severityWord.${value}`) }))}
                />
              </Form.Item>
            </>
          ) : null}
        </div>
        <div className={styles['grid']}>
          <Form.Item name="customerId" label={t('tickets.field.customer')} className={styles['wide'] ?? ''}>
            <CustomerPicker />
          </Form.Item>
          {customerId ? null : (
            <>
              <Form.Item name={['requester', 'name']} label={t('tickets.field.requesterName')}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={['requester', 'phone']} label={t('tickets.field.requesterPhone')}>
                <Input maxLength={40} inputMode="tel" />
              </Form.Item>
              <Form.Item
                name={['requester', 'email']}
                label={t('tickets.field.requesterEmail')}
                rules={[{ type: 'email' }]}
              >
                <Input maxLength={254} inputMode="email" />
              </Form.Item>
            </>
          )}
        </div>
        <Form.Item name="text" label={t('tickets.field.text')}>
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={100_000} />
        </Form.Item>
        <div className={styles['grid']}>
          <Form.Item name="importance" label={t('tickets.field.importance')}>
            <Select options={pick(levels, (value) => t(`tickets.level.${value}`))} />
          </Form.Item>
          <Form.Item name="urgency" label={t('tickets.field.urgency')}>
            <Select options={pick(levels, (value) => t(`tickets.level.${value}`))} />
          </Form.Item>
          <Form.Item name="writtenBy" label={t('tickets.field.writtenBy')}>
            <Select
              options={pick(['customer', 'staff'] as const, (value) => t(`tickets.writtenBy.${value}`))}
            />
          </Form.Item>
          <Form.Item name="teamId" label={t('tickets.field.team')}>
            <TeamPicker />
          </Form.Item>
          <Form.Item name="assigneeId" label={t('tickets.field.assignee')}>
            <UserPicker teamId={teamId ?? null} />
          </Form.Item>
          <Form.Item name="tags" label={t('tickets.field.tags')}>
            <Select mode="tags" open={false} suffixIcon={null} maxCount={50} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}

function inputOf(values: TicketForm, start: NewTicketStart): CreateTicketInput {
  const { text, requester, severity, ...rest } = values;
  const filled = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
  const known = Object.fromEntries(Object.entries(requester ?? {}).filter(([, value]) => value));
  return {
    ...filled,
    ...(text?.trim() ? { text } : {}),
    ...(values.customerId ? {} : { requester: known }),
    ...(values.kind === 'complaint' && severity !== undefined ? { severity } : {}),
    ...(start.parent === undefined ? {} : { parentId: start.parent.id }),
  } as CreateTicketInput;
}

function readDraft(): Partial<TicketForm> {
  const stored = sessionStorage.getItem(draftKey);
  return stored === null ? {} : (JSON.parse(stored) as Partial<TicketForm>);
}

import type { Ticket, TicketRelation } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../../ui/form.tsx';
import { TicketPicker } from '../../directory/pickers.tsx';
import { linkTicket } from '../ticket.queries.ts';
import { relations } from '../ticket-values.ts';

/** Links this ticket with another. */
export function LinkDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<{ otherId: string; relation: TicketRelation }>();
  const link = useMutation({
    mutationFn: (values: { otherId: string; relation: TicketRelation }) => linkTicket(ticket.id, values),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['ticket', ticket.id] });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('tickets.action.link')}
      okText={t('tickets.action.linkOk')}
      confirmLoading={link.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ relation: 'related' }}
        onFinish={(values) => link.mutate(values)}
      >
        <FormError error={link.error} form={form} />
        <Form.Item name="relation" label={t('tickets.action.relation')}>
          <Radio.Group
            options={relations.map((value) => ({ value, label: t(`tickets.relation.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="otherId" label={t('tickets.action.other')} rules={[{ required: true }]}>
          <TicketPicker exclude={ticket.id} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}

import type { Ticket } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FormError } from '../../../ui/form.tsx';
import { TicketPicker } from '../../directory/pickers.tsx';
import { mergeTicket } from '../ticket.queries.ts';

/** Moves this ticket's conversation into another and closes this one. */
export function MergeDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<{ intoId: string }>();
  const merge = useMutation({
    mutationFn: ({ intoId }: { intoId: string }) => mergeTicket(ticket.id, intoId),
    onSuccess: (_, { intoId }) => {
      void client.invalidateQueries({ queryKey: ['ticket'] });
      void client.invalidateQueries({ queryKey: ['tickets'] });
      onClose();
      navigate(`/tickets/${intoId}`);
    },
  });
  return (
    <Modal
      open
      title={t('tickets.action.mergeTitle', { number: ticket.number })}
      okText={t('tickets.action.mergeOk')}
      okButtonProps={{ danger: true }}
      confirmLoading={merge.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={(values) => merge.mutate(values)}>
        <FormError error={merge.error} form={form} />
        <Alert type="warning" showIcon title={t('tickets.action.mergeHint')} style={{ marginBottom: 14 }} />
        <Form.Item name="intoId" label={t('tickets.action.mergeInto')} rules={[{ required: true }]}>
          <TicketPicker exclude={ticket.id} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}

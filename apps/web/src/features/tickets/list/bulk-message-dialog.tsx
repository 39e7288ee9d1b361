import type { BulkInput, TicketStatus } from '@jingyun/contracts';
import { Alert, Form, Input, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session.ts';
import { statuses } from '../ticket-values.ts';

interface MessageForm {
  kind: 'reply' | 'note';
  text: string;
  status?: TicketStatus;
}

interface BulkMessageDialogProps {
  count: number;
  busy: boolean;
  error: string | null;
  onSend: (input: Omit<BulkInput, 'ids'>) => void;
  onClose: () => void;
}

/** The same words to many customers, or the same note on many tickets. */
export function BulkMessageDialog({ count, busy, error, onSend, onClose }: BulkMessageDialogProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [form] = Form.useForm<MessageForm>();
  const kind = Form.useWatch('kind', form);
  const send = ({ kind: sort, text, status }: MessageForm) =>
    onSend(
      sort === 'note'
        ? { note: { text, attachments: [], mentions: [] } }
        : { reply: { text, attachments: [], ...(status === undefined ? {} : { status }) } },
    );
  return (
    <Modal
      open
      title={t('tickets.bulk.messageTitle', { count })}
      okText={t('tickets.composer.send')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ kind: may('tickets.reply') ? 'reply' : 'note' }}
        onFinish={send}
      >
        {error === null ? null : <Alert type="error" showIcon title={error} style={{ marginBottom: 12 }} />}
        <Form.Item name="kind">
          <Radio.Group
            options={[
              { value: 'reply', label: t('tickets.composer.reply'), disabled: !may('tickets.reply') },
              { value: 'note', label: t('tickets.composer.note'), disabled: !may('tickets.note') },
            ]}
          />
        </Form.Item>
        <Form.Item name="text" label={t('tickets.field.text')} rules={[{ required: true, whitespace: true }]}>
          <Input.TextArea autoSize={{ minRows: 5, maxRows: 14 }} />
        </Form.Item>
        {kind === 'note' ? null : (
          <Form.Item name="status" label={t('tickets.composer.statusAfter')}>
            <Select
              allowClear
              options={statuses
                .filter((value) => value !== 'new')
                .map((value) => ({ value, label: t(`tickets.status.${value}`) }))}
            />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

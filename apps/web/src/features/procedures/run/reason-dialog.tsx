import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../../ui/form.tsx';

/** Asks why. */
export function ReasonDialog({
  title,
  onClose,
  onSave,
}: {
  title: string;
  onClose: () => void;
  onSave: (reason: string) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const save = useMutation({ mutationFn: onSave, onSuccess: onClose });
  return (
    <Modal
      open
      title={title}
      okText={title}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FormError error={save.error} form={form} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => save.mutate(reason)}>
        <Form.Item
          name="reason"
          label={t('procedures.reason')}
          rules={[{ required: true, whitespace: true, message: t('procedures.reasonMissing') }]}
        >
          <Input.TextArea rows={3} maxLength={500} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}

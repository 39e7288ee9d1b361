import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { clockNow } from '../../lib/time/clock.ts';
import { dateIn } from '../../lib/time/format.ts';
import { DateInput } from '../../ui/date-input.tsx';
import { FormError } from '../../ui/form.tsx';
import { useInstantFormat } from '../session/session.ts';

interface DialogProps {
  onClose: () => void;
  /** Rejects where the server refuses; the dialog then says why and stays. */
  onSave: (value: string) => Promise<unknown>;
}

/** From which day a version is in force no more. */
export function RetireDialog({ onClose, onSave }: DialogProps) {
  const { t } = useTranslation();
  const { timeZone } = useInstantFormat();
  const [form] = Form.useForm<{ on: string }>();
  const save = useMutation({ mutationFn: onSave, onSuccess: onClose });
  return (
    <Modal
      open
      title={t('procedures.retire')}
      okText={t('procedures.retire')}
      okButtonProps={{ danger: true }}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FormError error={save.error} form={form} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ on: dateIn(timeZone, clockNow()) }}
        onFinish={({ on }) => save.mutate(on)}
      >
        <p style={{ marginBottom: 12 }}>{t('procedures.retireHint')}</p>
        <Form.Item
          name="on"
          label={t('procedures.retireOn')}
          rules={[{ required: true, message: t('procedures.dayMissing') }]}
        >
          <DateInput />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Why a version goes back to its authors. */
export function ReturnDialog({ onClose, onSave }: DialogProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const save = useMutation({ mutationFn: onSave, onSuccess: onClose });
  return (
    <Modal
      open
      title={t('procedures.return')}
      okText={t('procedures.return')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FormError error={save.error} form={form} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => save.mutate(reason)}>
        <Form.Item
          name="reason"
          label={t('procedures.returnReason')}
          rules={[{ required: true, whitespace: true, message: t('procedures.reasonMissing') }]}
        >
          <Input.TextArea rows={3} maxLength={500} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}

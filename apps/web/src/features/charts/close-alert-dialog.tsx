import type { Alert } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { type AlertCloseReason, closeAlert } from './chart.queries.ts';

const reasons: readonly AlertCloseReason[] = ['improved', 'expected', 'dataError', 'noAction'];

interface CloseForm {
  reason: AlertCloseReason;
  note: string;
}

/** Ends an alert: why, and what was found. */
export function CloseAlertDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<CloseForm>();
  const save = useMutation({
    mutationFn: ({ reason, note }: CloseForm) => closeAlert(alert, reason, note),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['alerts'] });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('charts.closeTitle', { name: alert.chart.name })}
      okText={t('charts.closeAlert')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FormError error={save.error} form={form} />
      <Form<CloseForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ reason: 'improved', note: '' }}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item name="reason" label={t('charts.why')}>
          <Radio.Group
            style={{ display: 'grid', gap: 6 }}
            options={reasons.map((value) => ({ value, label: t(`charts.reason.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="note" label={t('charts.found')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2_000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

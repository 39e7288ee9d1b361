import type { TicketField } from '@jingyun/contracts';
import { Form, type FormInstance, Input, InputNumber, Modal, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';

interface SettingFormProps<Values extends object> {
  title: string;
  form: FormInstance<Values>;
  initialValues: Partial<Values>;
  /** The mutation that saves. */
  save: { error: unknown; isPending: boolean; mutate: (values: Values) => void };
  /** What is there already can be put away. */
  isKnown: boolean;
  onClose: () => void;
  /** The fields of its own, between the names and the order. */
  children: ReactNode;
}

/** The dialog of a thing that has a name, a name in English, a place in an order, and can be archived. */
export function SettingForm<Values extends object>({
  title,
  form,
  initialValues,
  save,
  isKnown,
  onClose,
  children,
}: SettingFormProps<Values>) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      title={title}
      okText={t('common.save')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values> form={form} layout="vertical" initialValues={initialValues} onFinish={save.mutate}>
        <FormError error={save.error} form={form as FormInstance} />
        <Form.Item
          name="name"
          label={t('common.name')}
          rules={[{ required: true, whitespace: true, max: 100 }]}
        >
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="english" label={t('settings.nameEnglish')}>
          <Input maxLength={100} />
        </Form.Item>
        {children}
        <Form.Item name="position" label={t('settings.position')}>
          <InputNumber min={0} max={100_000} />
        </Form.Item>
        {isKnown ? (
          <Form.Item name="archived" label={t('settings.archived')} valuePropName="checked">
            <Switch />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}

/** Names in other languages with the one in English as it was typed. */
export function withEnglish(
  names: TicketField['names'] | undefined,
  english: string | undefined,
): TicketField['names'] {
  const { en: _before, ...others } = names ?? {};
  return english ? { ...others, en: english } : others;
}

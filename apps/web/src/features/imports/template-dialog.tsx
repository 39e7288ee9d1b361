import type { ImportMapping } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { saveTemplate, templatesQuery } from './import.queries.ts';

interface TemplateDialogProps {
  mapping: ImportMapping;
  /** The name it has until another is typed. */
  suggested: string;
  onClose: () => void;
}

/** Keeps a mapping for the next file of the kind; under a name that is taken it takes that template's place. */
export function TemplateDialog({ mapping, suggested, onClose }: TemplateDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const templates = useQuery(templatesQuery).data ?? [];
  const [form] = Form.useForm<{ name: string }>();
  const name = Form.useWatch('name', form) ?? suggested;
  const taken = templates.find((template) => template.name === name.trim()) ?? null;
  const save = useMutation({
    mutationFn: () => saveTemplate(taken, name.trim(), mapping),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: templatesQuery.queryKey });
      void message.success(t('common.saved'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('imports.saveTemplate')}
      okText={t(taken === null ? 'common.save' : 'imports.replaceTemplate')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={{ name: suggested }} onFinish={() => save.mutate()}>
        <FormError error={save.error} form={form} />
        <Form.Item
          name="name"
          label={t('common.name')}
          rules={[{ required: true, whitespace: true, max: 100 }]}
        >
          <Input autoFocus />
        </Form.Item>
        {taken === null ? null : <Alert type="warning" showIcon title={t('imports.templateTaken')} />}
      </Form>
    </Modal>
  );
}

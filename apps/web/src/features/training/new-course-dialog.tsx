import { courseInput } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { useLocale } from '../session/session.ts';
import { createCourse } from './training.queries.ts';

/** A name; the lesson and the quiz are written on the course's own page. */
export function NewCourseDialog({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const client = useQueryClient();
  const [form] = Form.useForm<{ name: string }>();
  const save = useMutation({
    mutationFn: ({ name }: { name: string }) => createCourse(courseInput.parse({ name: { [locale]: name } })),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['training', 'courses'] });
      onMade(id);
    },
  });
  return (
    <Modal
      open
      title={t('training.newCourse')}
      okText={t('common.create')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FormError error={save.error} form={form} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => save.mutate(fields)}>
        <Form.Item
          name="name"
          label={t('common.name')}
          rules={[{ required: true, whitespace: true, message: t('training.nameMissing') }]}
        >
          <Input maxLength={200} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}

import type { Survey } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { useLocale } from '../session/session.ts';
import { createSurvey, surveysQuery } from './survey.queries.ts';
import { starter } from './survey-draft.ts';

interface Fields {
  name: string;
  kind: 'csat' | 'nps' | 'ces';
}

/** A name and what to measure; the rest is written on the survey's own page. */
export function NewSurveyDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (made: Survey) => void;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const save = useMutation({
    mutationFn: ({ name, kind }: Fields) =>
      createSurvey(
        starter(name, kind, locale, {
          title: name,
          score: t(`surveys.starter.${kind}`),
          words: t('surveys.starter.words'),
        }),
      ),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: surveysQuery.queryKey });
      onMade(made);
    },
  });
  return (
    <Modal
      open
      title={t('surveys.create')}
      okText={t('common.create')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FormError error={save.error} form={form} />
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'csat' }}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item
          name="name"
          label={t('common.name')}
          rules={[{ required: true, whitespace: true, message: t('surveys.nameMissing') }]}
        >
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="kind" label={t('surveys.kindLabel')}>
          <Radio.Group
            options={(['csat', 'nps', 'ces'] as const).map((value) => ({
              value,
              label: t(`surveys.question.${value}`),
            }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

import { UserAddOutlined } from '@ant-design/icons';
import type { Course } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateInput } from '../../ui/date-input.tsx';
import { FormError } from '../../ui/form.tsx';
import { useTeamChoices, useUserChoices } from '../directory/directory.queries.ts';
import { assignCourse } from './training.queries.ts';

interface Fields {
  teamIds: string[];
  userIds: string[];
  dueOn: string;
  anew: boolean;
}

/** Opens the form that assigns a course to teams and people. */
export function AssignButton({ course }: { course: Course }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" icon={<UserAddOutlined />} onClick={() => setOpen(true)}>
        {t('training.assign')}
      </Button>
      {isOpen ? <AssignDialog course={course} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function AssignDialog({ course, onClose }: { course: Course; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const teams = useTeamChoices();
  const people = useUserChoices();
  const save = useMutation({
    mutationFn: ({ dueOn, ...fields }: Fields) =>
      assignCourse(course.id, { ...fields, ...(dueOn === '' ? {} : { dueOn }) }),
    onSuccess: async ({ assigned }) => {
      await client.invalidateQueries({ queryKey: ['training'] });
      void message.success(t('training.assignedTo', { count: assigned }));
      onClose();
    },
  });
  const search = { mode: 'multiple' as const, showSearch: { optionFilterProp: 'label' }, maxTagCount: 20 };
  return (
    <Modal
      open
      title={t('training.assign')}
      okText={t('training.assign')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FormError error={save.error} form={form} />
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ teamIds: [], userIds: [], dueOn: '', anew: false }}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item name="teamIds" label={t('training.teams')} extra={t('training.teamsHint')}>
          <Select {...search} options={teams} />
        </Form.Item>
        <Form.Item name="userIds" label={t('training.people')}>
          <Select {...search} options={people} />
        </Form.Item>
        <Form.Item name="dueOn" label={t('training.due')} extra={t('training.dueHint')}>
          <DateInput />
        </Form.Item>
        <Form.Item name="anew" valuePropName="checked" extra={t('training.anewHint')}>
          <Checkbox>{t('training.anew')}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}

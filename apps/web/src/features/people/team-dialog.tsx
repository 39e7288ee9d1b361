import type { Team } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { useUserChoices } from '../directory/directory.queries.ts';
import { calendarsQuery } from '../settings/calendars/calendar.queries.ts';
import { createTeam, updateTeam } from './people.queries.ts';

interface TeamForm {
  name: string;
  parentId?: string | null;
  calendarId?: string | null;
  memberIds: string[];
  leadIds: string[];
  active: boolean;
}

/** Makes or changes a team. */
export function TeamDialog({
  team,
  teams,
  onClose,
}: {
  team: Team | null;
  teams: readonly Team[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<TeamForm>();
  const users = useUserChoices();
  const calendars = useQuery(calendarsQuery).data ?? [];
  const members = Form.useWatch('memberIds', form) ?? [];
  // Members known only from imported history are not among those one may choose, and must not be lost.
  const known = [
    ...users,
    ...(team?.members ?? [])
      .filter((member) => !users.some((user) => user.value === member.userId))
      .map((member) => ({ value: member.userId, label: member.name })),
  ];
  const save = useMutation({
    mutationFn: ({ name, parentId, calendarId, memberIds, leadIds, active }: TeamForm) => {
      const body = {
        name,
        parentId: parentId ?? null,
        calendarId: calendarId ?? null,
        members: memberIds.map((userId) => ({ userId, lead: leadIds.includes(userId) })),
      };
      return team === null ? createTeam(body) : updateTeam(team, { ...body, active });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['teams'] });
      void client.invalidateQueries({ queryKey: ['users'] });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t(team === null ? 'people.newTeam' : 'people.editTeam')}
      okText={t('common.save')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<TeamForm>
        form={form}
        layout="vertical"
        initialValues={
          team === null
            ? { memberIds: [], leadIds: [], active: true }
            : {
                ...team,
                memberIds: team.members.map((member) => member.userId),
                leadIds: team.members.filter((member) => member.lead).map((member) => member.userId),
              }
        }
        onFinish={(values) => save.mutate({ ...values, active: values.active ?? true })}
      >
        <FormError error={save.error} form={form} />
        <Form.Item
          name="name"
          label={t('common.name')}
          rules={[{ required: true, whitespace: true, max: 100 }]}
        >
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="parentId" label={t('people.parentTeam')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={teams
              .filter((other) => other.id !== team?.id)
              .map((other) => ({ value: other.id, label: other.name }))}
          />
        </Form.Item>
        <Form.Item name="calendarId" label={t('people.calendar')}>
          <Select
            allowClear
            placeholder={t('people.defaultCalendar')}
            options={calendars.map((calendar) => ({ value: calendar.id, label: calendar.name }))}
          />
        </Form.Item>
        <Form.Item name="memberIds" label={t('people.members')}>
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={known} />
        </Form.Item>
        <Form.Item name="leadIds" label={t('people.leadsOfTeam')}>
          <Select mode="multiple" options={known.filter((user) => members.includes(user.value))} />
        </Form.Item>
        {team === null ? null : (
          <Form.Item name="active" label={t('people.activeTeam')} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

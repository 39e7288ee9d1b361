import type { Locale, User } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { localeNames, locales } from '../../lib/i18n/locale.ts';
import { FormError } from '../../ui/form.tsx';
import { useTeamChoices } from '../directory/directory.queries.ts';
import { inviteUser, rolesQuery, updateUser } from './people.queries.ts';

interface UserForm {
  name: string;
  email: string;
  locale?: Locale;
  roleIds: string[];
  teamIds: string[];
  leadIds: string[];
}

interface UserDialogProps {
  /** Null to invite somebody. A person known from imported history is invited with that history. */
  user: User | null;
  onClose: () => void;
  onLink: (link: string) => void;
}

/** Invites a colleague, or changes what one has. */
export function UserDialog({ user, onClose, onLink }: UserDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<UserForm>();
  const roles = useQuery(rolesQuery).data ?? [];
  const teams = useTeamChoices();
  const chosenTeams = Form.useWatch('teamIds', form) ?? [];
  const inviting = user === null || user.status === 'imported';
  const save = useMutation({
    mutationFn: async ({ name, email, locale, roleIds, teamIds, leadIds }: UserForm) => {
      const memberships = teamIds.map((teamId) => ({ teamId, lead: leadIds?.includes(teamId) ?? false }));
      const common = { name, roleIds, teams: memberships, ...(locale === undefined ? {} : { locale }) };
      if (user !== null && user.status !== 'imported') {
        await updateUser(user, common);
        return undefined;
      }
      const invitation = await inviteUser({
        ...common,
        email,
        ...(user === null ? {} : { userId: user.id }),
      });
      return invitation.invitation.link;
    },
    onSuccess: (link) => {
      void client.invalidateQueries({ queryKey: ['users'] });
      void client.invalidateQueries({ queryKey: ['teams'] });
      onClose();
      if (link !== undefined) onLink(link);
      else void message.success(t(inviting ? 'people.invited' : 'common.saved'));
    },
  });
  return (
    <Modal
      open
      title={inviting ? t('people.invite') : t('people.editUser', { name: user.name })}
      okText={t(inviting ? 'people.sendInvitation' : 'common.save')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<UserForm>
        form={form}
        layout="vertical"
        initialValues={
          user === null
            ? { roleIds: [], teamIds: [], leadIds: [] }
            : {
                name: user.name,
                locale: user.locale,
                roleIds: user.roles.map((role) => role.id),
                teamIds: user.teams.map((team) => team.id),
                leadIds: user.teams.filter((team) => team.lead).map((team) => team.id),
              }
        }
        onFinish={(values) => save.mutate(values)}
      >
        <FormError error={save.error} form={form} />
        <Form.Item
          name="name"
          label={t('people.name')}
          rules={[{ required: true, whitespace: true, max: 100 }]}
        >
          <Input autoFocus />
        </Form.Item>
        {inviting ? (
          <Form.Item name="email" label={t('auth.signIn.email')} rules={[{ required: true, type: 'email' }]}>
            <Input type="email" />
          </Form.Item>
        ) : null}
        <Form.Item name="roleIds" label={t('people.role')} rules={[{ required: true }]}>
          <Select mode="multiple" options={roles.map((role) => ({ value: role.id, label: role.name }))} />
        </Form.Item>
        <Form.Item name="teamIds" label={t('people.teams')}>
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={teams} />
        </Form.Item>
        <Form.Item name="leadIds" label={t('people.leads')}>
          <Select mode="multiple" options={teams.filter((team) => chosenTeams.includes(team.value))} />
        </Form.Item>
        <Form.Item name="locale" label={t('common.language')}>
          <Select allowClear options={locales.map((value) => ({ value, label: localeNames[value] }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

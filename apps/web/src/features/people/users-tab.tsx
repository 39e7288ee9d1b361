import { EllipsisOutlined, SearchOutlined, UserAddOutlined } from '@ant-design/icons';
import type { User, UserStatus } from '@jingyun/contracts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Input, Select, Table, Tag } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { Person } from '../../ui/person.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import { TeamPicker } from '../directory/pickers.tsx';
import { useMay, useProfile } from '../session/session.ts';
import { InvitationLink } from './invitation-link.tsx';
import {
  deactivateUser,
  inviteAgain,
  reactivateUser,
  revokeInvitation,
  rolesQuery,
  type UserFilter,
  userListQuery,
} from './people.queries.ts';
import { UserDialog } from './user-dialog.tsx';

const statuses = ['active', 'invited', 'imported', 'inactive'] as const satisfies readonly UserStatus[];
const colours: Record<UserStatus, string> = {
  active: 'success',
  invited: 'processing',
  imported: 'default',
  inactive: 'warning',
};

/** Colleagues: found, invited, changed, switched off. */
export function UsersTab() {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const may = useMay();
  const { id: me } = useProfile();
  const client = useQueryClient();
  const showError = useShowError();
  const [filter, setFilter] = useState<UserFilter>({});
  const wanted = useDeferredValue(filter);
  const [edited, setEdited] = useState<User | 'new' | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const roles = useQuery(rolesQuery).data ?? [];
  const users = useInfiniteQuery(userListQuery(wanted));
  const rows = (users.data?.pages.flatMap((page) => page.data) ?? []) as User[];
  const manage = may('people.manage');
  const refresh = () => client.invalidateQueries({ queryKey: ['users'] });
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => {
      void refresh();
      void message.success(t('common.saved'));
    },
    onError: showError,
  });
  const again = useMutation({
    mutationFn: (id: string) => inviteAgain(id),
    onSuccess: (invitation) => {
      void refresh();
      if (invitation.link !== undefined) setLink(invitation.link);
      else void message.success(t('people.invited'));
    },
    onError: showError,
  });
  const set = (change: Partial<Record<keyof UserFilter, string | undefined>>) =>
    setFilter(
      Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([, value]) => value)) as UserFilter,
    );

  const actions = (user: User) => [
    { key: 'edit', label: t('common.edit'), onClick: () => setEdited(user) },
    ...(user.status === 'invited'
      ? [
          { key: 'again', label: t('people.inviteAgain'), onClick: () => again.mutate(user.id) },
          {
            key: 'revoke',
            label: t('people.revokeInvitation'),
            onClick: () => act.mutate(() => revokeInvitation(user.id)),
          },
        ]
      : []),
    ...(user.status === 'inactive'
      ? [
          {
            key: 'on',
            label: t('people.reactivate'),
            onClick: () => act.mutate(() => reactivateUser(user.id)),
          },
        ]
      : []),
    ...((user.status === 'active' || user.status === 'invited') && user.id !== me
      ? [
          {
            key: 'off',
            danger: true,
            label: t('people.deactivate'),
            onClick: () =>
              modal.confirm({
                title: t('people.deactivateTitle', { name: user.name }),
                content: t('people.deactivateText'),
                okButtonProps: { danger: true },
                onOk: () => act.mutateAsync(() => deactivateUser(user.id)),
              }),
          },
        ]
      : []),
  ];

  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <Input
          type="search"
          allowClear
          prefix={<SearchOutlined />}
          style={{ maxWidth: 280 }}
          aria-label={t('common.search')}
          placeholder={t('people.search')}
          onChange={(event) => set({ search: event.target.value.trim() })}
        />
        <Select
          allowClear
          style={{ minWidth: 110 }}
          aria-label={t('people.status.label')}
          placeholder={t('people.status.label')}
          options={statuses.map((value) => ({ value, label: t(`people.status.${value}`) }))}
          onChange={(status: string | undefined) => set({ status })}
        />
        <TeamPicker
          style={{ minWidth: 130 }}
          placeholder={t('tickets.field.team')}
          onChange={(teamId) => set({ teamId: teamId ?? undefined })}
        />
        <Select
          allowClear
          style={{ minWidth: 120 }}
          aria-label={t('people.role')}
          placeholder={t('people.role')}
          options={roles.map((role) => ({ value: role.id, label: role.name }))}
          onChange={(roleId: string | undefined) => set({ roleId })}
        />
        <span style={{ flex: 1 }} />
        {manage ? (
          <Button type="primary" icon={<UserAddOutlined />} onClick={() => setEdited('new')}>
            {t('people.invite')}
          </Button>
        ) : null}
      </div>
      <Panel flush>
        {users.isPending ? (
          <LoadingRows rows={8} />
        ) : users.isError ? (
          <ErrorState error={users.error} retry={() => void users.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState title={t('common.empty.filtered')} hint={t('common.empty.filteredHint')} />
        ) : (
          <Table<User>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows}
            scroll={{ x: 860 }}
            columns={[
              { title: t('people.name'), render: (_, user) => <Person name={user.name} /> },
              {
                title: t('auth.signIn.email'),
                render: (_, user) =>
                  user.email ?? (
                    <span className="faint">
                      {user.importedFrom === null
                        ? '—'
                        : t('people.importedFrom', { source: user.importedFrom })}
                    </span>
                  ),
              },
              {
                title: t('people.role'),
                render: (_, user) =>
                  user.roles.map((role) => role.name).join(', ') || <span className="faint">—</span>,
              },
              {
                title: t('people.teams'),
                render: (_, user) =>
                  user.teams
                    .map((team) => (team.lead ? t('people.leadOf', { team: team.name }) : team.name))
                    .join(', ') || <span className="faint">—</span>,
              },
              {
                title: t('people.status.label'),
                width: 100,
                render: (_, user) => (
                  <Tag color={colours[user.status]}>{t(`people.status.${user.status}`)}</Tag>
                ),
              },
              {
                width: 48,
                render: (_, user) =>
                  manage ? (
                    <Dropdown trigger={['click']} menu={{ items: actions(user) }}>
                      <Button
                        type="text"
                        size="small"
                        icon={<EllipsisOutlined />}
                        aria-label={t('common.labelled', { label: t('common.actions'), value: user.name })}
                      />
                    </Dropdown>
                  ) : null,
              },
            ]}
          />
        )}
        {users.hasNextPage ? (
          <div style={{ padding: 12, textAlign: 'center' }}>
            <Button loading={users.isFetchingNextPage} onClick={() => void users.fetchNextPage()}>
              {t('common.loadMore')}
            </Button>
          </div>
        ) : null}
      </Panel>
      {edited === null ? null : (
        <UserDialog
          user={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onLink={setLink}
        />
      )}
      {link === null ? null : <InvitationLink link={link} onClose={() => setLink(null)} />}
    </div>
  );
}

import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import type { Role } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/page.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useShowError } from '../../ui/use-error-text.ts';
import { useMay } from '../session/session.ts';
import styles from './people.module.css';
import { deleteRole, permissionsQuery, rolesQuery } from './people.queries.ts';
import { RoleDialog } from './role-dialog.tsx';

/** Who may do what: every permission against every role, with the rows that it reaches. */
export function RolesTab() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const may = useMay();
  const client = useQueryClient();
  const showError = useShowError();
  const roles = useQuery(rolesQuery);
  const permissions = useQuery(permissionsQuery);
  const [edited, setEdited] = useState<Role | 'new' | null>(null);
  const remove = useMutation({
    mutationFn: deleteRole,
    onSuccess: () => client.invalidateQueries({ queryKey: rolesQuery.queryKey }),
    onError: showError,
  });
  const manage = may('roles.manage');
  if (roles.isError || permissions.isError) {
    return (
      <Panel>
        <ErrorState
          error={roles.error ?? permissions.error}
          retry={() => void Promise.all([roles.refetch(), permissions.refetch()])}
        />
      </Panel>
    );
  }
  if (roles.data === undefined || permissions.data === undefined) return <LoadingRows rows={10} />;
  return (
    <Panel
      flush
      title={t('people.tab.roles')}
      extra={
        manage ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
            {t('people.newRole')}
          </Button>
        ) : null
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <section className={styles['matrix']} tabIndex={0} aria-label={t('people.tab.roles')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('people.permission')}</th>
              {roles.data.map((role) => (
                <th key={role.id} scope="col">
                  <div>{role.name}</div>
                  <div className="faint num">{t('people.userCount', { count: role.users })}</div>
                  {manage && role.key === null ? (
                    <div>
                      <Button
                        type="text"
                        size="small"
                        icon={<EditOutlined />}
                        aria-label={t('common.labelled', { label: t('common.edit'), value: role.name })}
                        onClick={() => setEdited(role)}
                      />
                      <Button
                        type="text"
                        size="small"
                        danger
                        icon={<DeleteOutlined />}
                        aria-label={t('common.labelled', { label: t('common.delete'), value: role.name })}
                        onClick={() =>
                          modal.confirm({
                            title: t('common.confirmDelete', { name: role.name }),
                            onOk: () => remove.mutateAsync(role),
                          })
                        }
                      />
                    </div>
                  ) : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissions.data.map((permission) => (
              <tr key={permission.name}>
                <th scope="row">
                  {permission.words} <span className="mono faint">{permission.name}</span>
                </th>
                {roles.data.map((role) => {
                  const scope = role.grants[permission.name];
                  return (
                    <td key={role.id} data-scope={scope ?? 'none'}>
                      {scope === undefined ? <span className="faint">—</span> : t(`common.scope.${scope}`)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {edited === null ? null : (
        <RoleDialog
          role={edited === 'new' ? null : edited}
          permissions={permissions.data}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  );
}

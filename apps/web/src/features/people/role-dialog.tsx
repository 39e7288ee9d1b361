import type { Grants, Role } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import styles from './people.module.css';
import { rolesQuery, saveRole } from './people.queries.ts';

const scopes = ['none', 'own', 'team', 'all'] as const;

interface RoleDialogProps {
  role: Role | null;
  permissions: readonly { name: string; words: string }[];
  onClose: () => void;
}

/** Makes a role of one's own from the permissions there are. */
export function RoleDialog({ role, permissions, onClose }: RoleDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState(role?.name ?? '');
  const [grants, setGrants] = useState<Grants>(role?.grants ?? {});
  const save = useMutation({
    mutationFn: () => saveRole(role, { name: name.trim(), grants }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: rolesQuery.queryKey });
      onClose();
    },
  });
  const set = (permission: string, scope: (typeof scopes)[number]) => {
    const { [permission]: _before, ...rest } = grants;
    setGrants(scope === 'none' ? rest : { ...rest, [permission]: scope });
  };
  return (
    <Modal
      open
      width={720}
      title={t(role === null ? 'people.newRole' : 'people.editRole')}
      okText={t('common.save')}
      okButtonProps={{ disabled: name.trim() === '' }}
      confirmLoading={save.isPending}
      onOk={() => save.mutate()}
      onCancel={onClose}
    >
      <FormError error={save.error} />
      <Input
        autoFocus
        maxLength={100}
        aria-label={t('common.name')}
        placeholder={t('common.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        style={{ marginBottom: 12 }}
      />
      <Alert type="info" title={t('people.scopeHint')} style={{ marginBottom: 8 }} />
      <div className={styles['grants']}>
        {permissions.map((permission) => (
          <div key={permission.name} className={styles['grant']}>
            <span>{permission.words}</span>
            <Segmented<(typeof scopes)[number]>
              size="small"
              aria-label={permission.words}
              value={grants[permission.name] ?? 'none'}
              options={scopes.map((scope) => ({
                value: scope,
                label: t(scope === 'none' ? 'common.none' : `common.scope.${scope}`),
              }))}
              onChange={(scope) => set(permission.name, scope)}
            />
          </div>
        ))}
      </div>
    </Modal>
  );
}

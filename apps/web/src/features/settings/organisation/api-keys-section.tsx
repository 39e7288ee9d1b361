import { KeyOutlined, PlusOutlined } from '@ant-design/icons';
import type { ApiKey } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../lib/api/client.ts';
import { allPages } from '../../../lib/api/pages.ts';
import { clockNow } from '../../../lib/time/clock.ts';
import { addDays, dateIn } from '../../../lib/time/format.ts';
import { startOfDay } from '../../../lib/time/zoned.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { DateInput } from '../../../ui/date-input.tsx';
import { FormError } from '../../../ui/form.tsx';
import { Ago, Instant } from '../../../ui/instant.tsx';
import { Panel } from '../../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../../ui/states.tsx';
import { useShowError } from '../../../ui/use-error-text.ts';
import { rolesQuery } from '../../people/people.queries.ts';
import { useInstantFormat } from '../../session/session.ts';

const key = ['api-keys'];

/** Keys for other systems: made, watched, ended. */
export default function ApiKeysSection() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const showError = useShowError();
  const roles = useQuery(rolesQuery).data ?? [];
  const keys = useQuery({
    queryKey: key,
    queryFn: () => allPages((page) => unwrap(api.GET('/api/v1/api-keys', { params: { query: page } }))),
  });
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const revoke = useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
    onError: showError,
  });
  return (
    <Panel
      flush
      title={t('settings.section.apiKeys')}
      extra={
        <>
          <a href="/api/docs" target="_blank" rel="noreferrer">
            {t('settings.apiKeys.docs')}
          </a>
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
            {t('settings.apiKeys.create')}
          </Button>
        </>
      }
    >
      {keys.isPending ? (
        <LoadingRows rows={3} />
      ) : keys.isError ? (
        <ErrorState compact error={keys.error} retry={() => void keys.refetch()} />
      ) : keys.data.length === 0 ? (
        <EmptyState
          compact
          icon={<KeyOutlined />}
          title={t('settings.apiKeys.none')}
          hint={t('settings.apiKeys.noneHint')}
        />
      ) : (
        <Table<ApiKey>
          size="small"
          rowKey="id"
          pagination={false}
          scroll={{ x: 720 }}
          dataSource={keys.data as ApiKey[]}
          columns={[
            { title: t('common.name'), dataIndex: 'name' },
            {
              title: t('settings.apiKeys.prefix'),
              render: (_, one) => <span className="mono">{one.prefix}…</span>,
            },
            {
              title: t('people.role'),
              render: (_, one) => roles.find((role) => role.id === one.roleId)?.name ?? '—',
            },
            { title: t('settings.apiKeys.lastUsed'), render: (_, one) => <Ago at={one.lastUsedAt} /> },
            {
              title: t('settings.apiKeys.expires'),
              render: (_, one) =>
                one.expiresAt === null ? (
                  t('settings.apiKeys.never')
                ) : (
                  <Instant at={one.expiresAt} style="date" />
                ),
            },
            {
              width: 90,
              render: (_, one) =>
                one.revokedAt === null ? (
                  <Button
                    size="small"
                    danger
                    onClick={() =>
                      modal.confirm({
                        title: t('settings.apiKeys.revokeTitle', { name: one.name }),
                        content: t('settings.apiKeys.revokeText'),
                        onOk: () => revoke.mutateAsync(one.id),
                      })
                    }
                  >
                    {t('settings.apiKeys.revoke')}
                  </Button>
                ) : (
                  <Tag>{t('settings.apiKeys.revoked')}</Tag>
                ),
            },
          ]}
        />
      )}
      {making ? (
        <KeyDialog
          onClose={() => setMaking(false)}
          onMade={(value) => {
            setMaking(false);
            setMade(value);
            void client.invalidateQueries({ queryKey: key });
          }}
        />
      ) : null}
      <Modal
        open={made !== null}
        title={t('settings.apiKeys.madeTitle')}
        mask={{ closable: false }}
        onCancel={() => setMade(null)}
        onOk={() => setMade(null)}
        cancelButtonProps={{ style: { display: 'none' } }}
      >
        <Alert type="warning" showIcon title={t('settings.apiKeys.madeText')} style={{ marginBottom: 12 }} />
        <p className="mono" style={{ marginBottom: 12, overflowWrap: 'anywhere', userSelect: 'all' }}>
          {made}
        </p>
        <CopyButton text={made ?? ''} />
      </Modal>
    </Panel>
  );
}

function KeyDialog({ onClose, onMade }: { onClose: () => void; onMade: (key: string) => void }) {
  const { t } = useTranslation();
  const { timeZone } = useInstantFormat();
  const [form] = Form.useForm<{ name: string; roleId: string; expires?: string }>();
  const roles = useQuery(rolesQuery).data ?? [];
  const create = useMutation({
    mutationFn: ({ name, roleId, expires }: { name: string; roleId: string; expires?: string }) =>
      unwrap(
        api.POST('/api/v1/api-keys', {
          body: {
            name,
            roleId,
            ...(expires ? { expiresAt: startOfDay(addDays(expires, 1), timeZone) } : {}),
          },
        }),
      ),
    onSuccess: (made) => onMade(made.key ?? ''),
  });
  return (
    <Modal
      open
      title={t('settings.apiKeys.create')}
      okText={t('common.create')}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={(values) => create.mutate(values)}>
        <FormError error={create.error} form={form} />
        <Form.Item
          name="name"
          label={t('common.name')}
          rules={[{ required: true, whitespace: true, max: 100 }]}
        >
          <Input autoFocus placeholder={t('settings.apiKeys.namePlaceholder')} />
        </Form.Item>
        <Form.Item
          name="roleId"
          label={t('people.role')}
          extra={t('settings.apiKeys.roleHint')}
          rules={[{ required: true }]}
        >
          <Select options={roles.map((role) => ({ value: role.id, label: role.name }))} />
        </Form.Item>
        <Form.Item
          name="expires"
          label={t('settings.apiKeys.expires')}
          extra={t('settings.apiKeys.expiresHint')}
        >
          <DateInput min={dateIn(timeZone, clockNow())} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

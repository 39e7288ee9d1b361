import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, unwrap } from '../../../lib/api/client.ts';
import { deviceName } from '../../../lib/device-name.ts';
import { FormError } from '../../../ui/form.tsx';
import { Instant } from '../../../ui/instant.tsx';
import { Panel } from '../../../ui/page.tsx';
import { ErrorState, LoadingRows } from '../../../ui/states.tsx';
import { useShowError } from '../../../ui/use-error-text.ts';
import { NewPasswordItem } from '../../session/new-password-item.tsx';
import { useForgetSession } from '../../session/session.ts';
import styles from '../settings.module.css';
import { TwoFactorPanel } from './two-factor-panel.tsx';

/** How I sign in: password, second step, where I am signed in. */
export default function SecuritySection() {
  return (
    <>
      <PasswordPanel />
      <TwoFactorPanel />
      <SessionsPanel />
    </>
  );
}

function PasswordPanel() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ current: string; next: string }>();
  const change = useMutation({
    mutationFn: (body: { current: string; next: string }) =>
      unwrap(api.POST('/api/v1/auth/password', { body })),
    onSuccess: () => {
      form.resetFields();
      void message.success(t('settings.security.passwordChanged'));
    },
  });
  return (
    <Panel title={t('settings.security.password')}>
      <Form
        form={form}
        className={styles['form'] ?? ''}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => change.mutate(values)}
      >
        <FormError error={change.error} form={form} />
        <Form.Item name="current" label={t('settings.security.current')} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <NewPasswordItem name="next" label={t('auth.reset.password')} />
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('settings.security.changePassword')}
        </Button>
      </Form>
    </Panel>
  );
}

const sessionsKey = ['sessions'];

function SessionsPanel() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const forget = useForgetSession();
  const showError = useShowError();
  const sessions = useQuery({
    queryKey: sessionsKey,
    queryFn: async () => (await unwrap(api.GET('/api/v1/auth/sessions'))).data,
  });
  const end = useMutation({
    mutationFn: (id: string) =>
      unwrap(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsKey }),
    onError: showError,
  });
  const everywhere = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/auth/sign-out-everywhere')),
    onSuccess: async () => {
      await navigate('/sign-in');
      forget();
    },
    onError: showError,
  });
  return (
    <Panel
      flush
      title={t('settings.security.sessions')}
      extra={
        <Button
          danger
          onClick={() =>
            modal.confirm({
              title: t('settings.security.everywhereTitle'),
              onOk: () => everywhere.mutateAsync(),
            })
          }
        >
          {t('settings.security.everywhere')}
        </Button>
      }
    >
      {sessions.isPending ? <LoadingRows rows={2} /> : null}
      {sessions.isError ? (
        <ErrorState compact error={sessions.error} retry={() => void sessions.refetch()} />
      ) : null}
      {sessions.data?.map((session) => (
        <div key={session.id} className={styles['row']}>
          <div className={styles['rowText']}>
            <div className="ellipsis" title={session.device ?? undefined}>
              {deviceName(session.device) ?? t('common.unknown')}{' '}
              {session.current ? <Tag color="success">{t('settings.security.thisOne')}</Tag> : null}
            </div>
            <div className="faint">
              {session.address} · <Instant at={session.createdAt} />
            </div>
          </div>
          {session.current ? null : (
            <Button size="small" onClick={() => end.mutate(session.id)}>
              {t('settings.security.end')}
            </Button>
          )}
        </div>
      ))}
    </Panel>
  );
}

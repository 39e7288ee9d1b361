import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, QRCode, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../lib/api/client.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { FormError } from '../../../ui/form.tsx';
import { Panel } from '../../../ui/page.tsx';
import { profileQuery, useProfile } from '../../session/session.ts';
import styles from '../settings.module.css';

type Step =
  | { name: 'password'; wanted: 'on' | 'off' | 'codes' }
  | { name: 'scan'; uri: string; codes: string[] }
  | { name: 'codes'; codes: string[] };

const secretOf = (uri: string) => new URL(uri).searchParams.get('secret') ?? '';

/** The second step of sign-in: switched on with an app, with backup codes for the day the phone is lost. */
export function TwoFactorPanel() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { twoFactor } = useProfile();
  const client = useQueryClient();
  const [step, setStep] = useState<Step | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: profileQuery.queryKey });
  const begin = useMutation({
    mutationFn: async ({
      wanted,
      password,
    }: {
      wanted: 'on' | 'off' | 'codes';
      password: string;
    }): Promise<Step | null> => {
      const body = { password };
      if (wanted === 'off') {
        await unwrap(api.POST('/api/v1/auth/two-factor/disable', { body }));
        return null;
      }
      if (wanted === 'codes') {
        const { backupCodes } = await unwrap(api.POST('/api/v1/auth/two-factor/backup-codes', { body }));
        return { name: 'codes', codes: backupCodes };
      }
      const { uri, backupCodes } = await unwrap(api.POST('/api/v1/auth/two-factor/enrol', { body }));
      return { name: 'scan', uri, codes: backupCodes };
    },
    onSuccess: (next) => {
      setStep(next);
      if (next === null) {
        void refresh();
        void message.success(t('common.saved'));
      }
    },
  });
  const confirm = useMutation({
    mutationFn: ({ code }: { code: string; codes: string[] }) =>
      unwrap(api.POST('/api/v1/auth/two-factor/confirm', { body: { code } })),
    onSuccess: (_, { codes }) => {
      void refresh();
      setStep({ name: 'codes', codes });
    },
  });
  const close = () => {
    begin.reset();
    confirm.reset();
    setStep(null);
  };
  return (
    <Panel
      title={t('auth.code.title')}
      extra={<Tag color={twoFactor ? 'success' : 'default'}>{t(twoFactor ? 'common.on' : 'common.off')}</Tag>}
    >
      <p className="muted" style={{ marginBottom: 12 }}>
        {t('settings.security.twoFactorText')}
      </p>
      {twoFactor ? (
        <div style={{ display: 'flex', gap: 8 }}>
          <Button onClick={() => setStep({ name: 'password', wanted: 'codes' })}>
            {t('settings.security.newCodes')}
          </Button>
          <Button danger onClick={() => setStep({ name: 'password', wanted: 'off' })}>
            {t('settings.security.turnOff')}
          </Button>
        </div>
      ) : (
        <Button type="primary" onClick={() => setStep({ name: 'password', wanted: 'on' })}>
          {t('settings.security.turnOn')}
        </Button>
      )}
      <Modal
        open={step !== null}
        footer={null}
        title={t('auth.code.title')}
        onCancel={close}
        // Shown only once: a slip beside the box must not take them away.
        mask={{ closable: step?.name !== 'codes' }}
        destroyOnHidden
      >
        {step?.name === 'password' ? (
          <Form
            layout="vertical"
            requiredMark={false}
            onFinish={({ password }: { password: string }) => begin.mutate({ wanted: step.wanted, password })}
          >
            <FormError error={begin.error} />
            <Form.Item name="password" label={t('settings.security.current')} rules={[{ required: true }]}>
              <Input.Password autoFocus autoComplete="current-password" />
            </Form.Item>
            <Button type="primary" htmlType="submit" danger={step.wanted === 'off'} loading={begin.isPending}>
              {t(step.wanted === 'off' ? 'settings.security.turnOff' : 'common.next')}
            </Button>
          </Form>
        ) : null}
        {step?.name === 'scan' ? (
          <Form
            layout="vertical"
            requiredMark={false}
            onFinish={({ code }: { code: string }) => confirm.mutate({ code, codes: step.codes })}
          >
            <FormError error={confirm.error} />
            <div className={styles['enrol']}>
              <QRCode value={step.uri} size={168} bordered={false} bgColor="#ffffff" color="#12302d" />
              <div style={{ flex: 1, minWidth: 180 }}>
                <p>{t('settings.security.scan')}</p>
                <div className={`${styles['secret']} mono`} data-testid="totp-secret">
                  {(secretOf(step.uri).match(/.{1,4}/g) ?? []).map((part, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one key, which may be alike
                    <span key={place}>{part}</span>
                  ))}
                </div>
                <CopyButton text={secretOf(step.uri)} />
              </div>
            </div>
            <Form.Item
              name="code"
              label={t('auth.code.code')}
              rules={[{ required: true, pattern: /^\d{6}$/ }]}
            >
              <Input
                className="mono"
                inputMode="numeric"
                autoComplete="one-time-code"
                autoFocus
                maxLength={6}
                style={{ width: 140 }}
              />
            </Form.Item>
            <Button type="primary" htmlType="submit" loading={confirm.isPending}>
              {t('settings.security.turnOn')}
            </Button>
          </Form>
        ) : null}
        {step?.name === 'codes' ? (
          <>
            <Alert type="warning" showIcon title={t('settings.security.codesText')} />
            <div className={`${styles['codes']} mono`}>
              {step.codes.map((code) => (
                <span key={code}>{code}</span>
              ))}
            </div>
            <div style={{ display: 'flex', gap: 8, marginTop: 12 }}>
              <CopyButton text={step.codes.join('\n')} />
              <Button type="primary" onClick={close}>
                {t('settings.security.codesKept')}
              </Button>
            </div>
          </>
        ) : null}
      </Modal>
    </Panel>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api, unwrap } from '../../lib/api/client.ts';
import { ApiError } from '../../lib/api/problem.ts';
import { FormError } from '../../ui/form.tsx';
import { Gate } from './gate.tsx';
import { safeNext } from './safe-next.ts';
import { profileQuery } from './session.ts';

interface Credentials {
  email: string;
  password: string;
  remember: boolean;
}

/** Password, then the code of an authenticator app where the account asks for one. */
export default function SignInPage() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [step, setStep] = useState<'password' | 'code'>('password');

  const done = async () => {
    client.clear();
    await client.fetchQuery(profileQuery);
    navigate(safeNext(parameters.get('next')), { replace: true });
  };
  const signIn = useMutation({
    mutationFn: (body: Credentials) => unwrap(api.POST('/api/v1/auth/sign-in', { body })),
    onSuccess: async ({ next }) => (next === 'twoFactor' ? setStep('code') : done()),
  });
  if (step === 'code') return <CodeStep onDone={done} onRestart={() => setStep('password')} />;

  return (
    <Gate title={t('auth.signIn.title')} foot={<Link to="/forgot-password">{t('auth.signIn.forgot')}</Link>}>
      <Form<Credentials>
        layout="vertical"
        requiredMark={false}
        size="large"
        initialValues={{ remember: true }}
        onFinish={(values) => signIn.mutate(values)}
      >
        {parameters.has('expired') && signIn.isIdle ? (
          <Alert type="info" showIcon title={t('auth.signIn.expired')} style={{ marginBottom: 14 }} />
        ) : null}
        <FormError error={signIn.error} />
        <Form.Item name="email" label={t('auth.signIn.email')} rules={[{ required: true }]}>
          <Input type="email" autoComplete="username" inputMode="email" autoFocus />
        </Form.Item>
        <Form.Item name="password" label={t('auth.signIn.password')} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="remember" valuePropName="checked">
          <Checkbox>{t('auth.signIn.remember')}</Checkbox>
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {t('auth.signIn.submit')}
        </Button>
      </Form>
    </Gate>
  );
}

interface CodeForm {
  code: string;
  trustDevice: boolean;
}

function CodeStep({ onDone, onRestart }: { onDone: () => Promise<void>; onRestart: () => void }) {
  const { t } = useTranslation();
  const [backup, setBackup] = useState(false);
  const [form] = Form.useForm<CodeForm>();
  const verify = useMutation({
    mutationFn: ({ code, trustDevice }: CodeForm) =>
      unwrap(
        api.POST('/api/v1/auth/two-factor/verify', {
          body: { ...(backup ? { backupCode: code } : { code }), trustDevice },
        }),
      ),
    onSuccess: onDone,
    // A wrong code is never right later: the next one is typed into an empty field.
    onError: () => form.setFieldValue('code', ''),
  });
  const over =
    verify.error instanceof ApiError && ['two_factor_expired', 'sign_in_locked'].includes(verify.error.code);
  return (
    <Gate
      title={t('auth.code.title')}
      text={t('auth.code.text')}
      foot={
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 20px' }}>
          <Button type="link" style={{ padding: 0 }} onClick={() => setBackup(!backup)}>
            {t(backup ? 'auth.code.useCode' : 'auth.code.useBackup')}
          </Button>
          <Button type="link" style={{ padding: 0 }} onClick={onRestart}>
            {t('auth.forgot.back')}
          </Button>
        </div>
      }
    >
      <Form<CodeForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        size="large"
        initialValues={{ trustDevice: false }}
        onFinish={(values) => verify.mutate(values)}
      >
        <FormError error={verify.error} />
        <Form.Item
          name="code"
          label={t(backup ? 'auth.code.backup' : 'auth.code.code')}
          rules={[{ required: true }]}
        >
          <Input
            className="mono"
            autoComplete="one-time-code"
            inputMode={backup ? 'text' : 'numeric'}
            autoFocus
          />
        </Form.Item>
        <Form.Item name="trustDevice" valuePropName="checked">
          <Checkbox>{t('auth.code.trust')}</Checkbox>
        </Form.Item>
        {over ? (
          <Button type="primary" block onClick={onRestart}>
            {t('auth.forgot.back')}
          </Button>
        ) : (
          <Button type="primary" htmlType="submit" block loading={verify.isPending}>
            {t('auth.code.submit')}
          </Button>
        )}
      </Form>
    </Gate>
  );
}

import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, unwrap } from '../../lib/api/client.ts';
import { FormError } from '../../ui/form.tsx';
import { Gate } from './gate.tsx';

/** Asks for a link to choose a new password; the answer does not tell whether the address is known. */
export default function ForgotPasswordPage() {
  const { t } = useTranslation();
  const ask = useMutation({
    mutationFn: (body: { email: string }) => unwrap(api.POST('/api/v1/auth/forgot-password', { body })),
  });
  const back = <Link to="/sign-in">{t('auth.forgot.back')}</Link>;
  if (ask.isSuccess) {
    return (
      <Gate
        title={t('auth.forgot.sentTitle')}
        text={t('auth.forgot.sent', { email: ask.variables.email })}
        foot={back}
      />
    );
  }
  return (
    <Gate title={t('auth.forgot.title')} text={t('auth.forgot.text')} foot={back}>
      <Form
        layout="vertical"
        requiredMark={false}
        size="large"
        onFinish={(values: { email: string }) => ask.mutate(values)}
      >
        <FormError error={ask.error} />
        <Form.Item name="email" label={t('auth.signIn.email')} rules={[{ required: true }]}>
          <Input type="email" autoComplete="username" autoFocus />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={ask.isPending}>
          {t('auth.forgot.submit')}
        </Button>
      </Form>
    </Gate>
  );
}

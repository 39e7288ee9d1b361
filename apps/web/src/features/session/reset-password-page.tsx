import { useMutation } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, unwrap } from '../../lib/api/client.ts';
import { FormError } from '../../ui/form.tsx';
import { Gate } from './gate.tsx';
import { NewPasswordItem } from './new-password-item.tsx';

/** Behind the link of the mail: a new password, once. */
export default function ResetPasswordPage() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const [form] = Form.useForm<{ password: string }>();
  const reset = useMutation({
    mutationFn: ({ password }: { password: string }) =>
      unwrap(
        api.POST('/api/v1/auth/reset-password', { body: { token: parameters.get('token') ?? '', password } }),
      ),
  });
  const back = <Link to="/sign-in">{t('auth.forgot.back')}</Link>;
  if (reset.isSuccess)
    return <Gate title={t('auth.reset.doneTitle')} text={t('auth.reset.done')} foot={back} />;
  return (
    <Gate title={t('auth.reset.title')} foot={back}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        size="large"
        onFinish={(values) => reset.mutate(values)}
      >
        <FormError error={reset.error} form={form} />
        <NewPasswordItem label={t('auth.reset.password')} autoFocus />
        <Button type="primary" htmlType="submit" block loading={reset.isPending}>
          {t('auth.reset.submit')}
        </Button>
      </Form>
    </Gate>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api, unwrap } from '../../lib/api/client.ts';
import { FormError } from '../../ui/form.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Gate } from './gate.tsx';
import { NewPasswordItem } from './new-password-item.tsx';
import { profileQuery } from './session.ts';

interface JoinForm {
  name: string;
  password: string;
}

/** Behind the link of an invitation: name and password, then in. */
export default function InvitationPage() {
  const { t, i18n } = useTranslation();
  const { token = '' } = useParams();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<JoinForm>();
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => unwrap(api.GET('/api/v1/auth/invitations/{token}', { params: { path: { token } } })),
  });
  const join = useMutation({
    mutationFn: (values: JoinForm) =>
      unwrap(
        api.POST('/api/v1/auth/invitations/{token}/accept', {
          params: { path: { token } },
          body: { ...values, locale: i18n.language as 'zh-CN' },
        }),
      ),
    onSuccess: async () => {
      client.clear();
      await client.fetchQuery(profileQuery);
      navigate('/', { replace: true });
    },
  });
  if (invitation.isError) {
    return (
      <Gate title={t('common.error.notFoundTitle')} foot={<Link to="/sign-in">{t('auth.forgot.back')}</Link>}>
        <ErrorState error={invitation.error} retry={() => void invitation.refetch()} compact />
      </Gate>
    );
  }
  if (invitation.data === undefined) {
    return (
      <Gate title={t('common.loading')}>
        <Skeleton active />
      </Gate>
    );
  }
  const { organisation, email, name } = invitation.data;
  return (
    <Gate title={t('auth.invite.title', { organisation })} text={t('auth.invite.text', { email })}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        size="large"
        initialValues={{ name }}
        onFinish={(values) => join.mutate(values)}
      >
        <FormError error={join.error} form={form} />
        <Form.Item name="name" label={t('auth.invite.name')} rules={[{ required: true, max: 100 }]}>
          <Input autoComplete="name" />
        </Form.Item>
        <NewPasswordItem label={t('auth.signIn.password')} autoFocus />
        <Button type="primary" htmlType="submit" block loading={join.isPending}>
          {t('auth.invite.submit')}
        </Button>
      </Form>
    </Gate>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, unwrap } from '../../lib/api/client.ts';
import { FormError } from '../../ui/form.tsx';
import styles from './gate.module.css';
import { NewPasswordItem } from './new-password-item.tsx';
import { profileQuery, setUpQuery } from './session.ts';

interface DemoForm {
  password: string;
  tickets: number;
}

const sizes = [5_000, 20_000, 60_000];

/** Instead of an organisation of one's own: a simulated one with a past, to look around in. */
export function DemoForm({ onBack }: { onBack: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<DemoForm>();
  const make = useMutation({
    mutationFn: ({ password, tickets }: DemoForm) =>
      unwrap(api.POST('/api/v1/setup/demo', { body: { password, tickets, seed: 1 } })),
    onSuccess: () => client.setQueryData(setUpQuery.queryKey, { needed: false, organisation: null }),
  });
  const enter = useMutation({
    mutationFn: async (email: string) => {
      const password = make.variables?.password ?? '';
      await unwrap(api.POST('/api/v1/auth/sign-in', { body: { email, password, remember: true } }));
      await client.fetchQuery({ ...profileQuery, staleTime: 0 });
    },
    onSuccess: () => navigate('/', { replace: true }),
  });
  if (make.isSuccess) {
    return (
      <div className={styles['demo']}>
        <Alert type="success" showIcon title={t('auth.demo.made')} />
        <FormError error={enter.error} />
        {make.data.signIns.map((person) => (
          <Button
            key={person.email}
            block
            loading={enter.isPending && enter.variables === person.email}
            onClick={() => enter.mutate(person.email)}
          >
            {t('auth.demo.enterAs', { name: person.name })} <span className="faint">{person.email}</span>
          </Button>
        ))}
      </div>
    );
  }
  return (
    <Form<DemoForm>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ tickets: 20_000 }}
      onFinish={(values) => make.mutate(values)}
    >
      <FormError error={make.error} form={form} />
      <Form.Item name="tickets" label={t('auth.demo.size')}>
        <Select
          options={sizes.map((value) => ({
            value,
            label: t('auth.demo.tickets', { count: value.toLocaleString(i18n.language) }),
          }))}
        />
      </Form.Item>
      <NewPasswordItem label={t('auth.demo.password')} autoFocus />
      <Button type="primary" htmlType="submit" size="large" block loading={make.isPending}>
        {t('auth.demo.submit')}
      </Button>
      <Button type="link" block onClick={onBack} style={{ marginTop: 8 }}>
        {t('auth.demo.back')}
      </Button>
    </Form>
  );
}

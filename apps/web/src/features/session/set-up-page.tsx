import type { SetUpInput } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate } from 'react-router';
import { api, unwrap } from '../../lib/api/client.ts';
import { localeNames, locales } from '../../lib/i18n/locale.ts';
import { timeZoneOptions } from '../../lib/time/time-zones.ts';
import { FormError } from '../../ui/form.tsx';
import { DemoForm } from './demo-form.tsx';
import styles from './gate.module.css';
import { Gate } from './gate.tsx';
import { NewPasswordItem } from './new-password-item.tsx';
import { profileQuery, setUpQuery } from './session.ts';

/** The first page of an empty system: the organisation and its owner. */
export default function SetUpPage() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<SetUpInput>();
  const state = useQuery(setUpQuery);
  const finish = useMutation({
    mutationFn: (body: SetUpInput) => unwrap(api.POST('/api/v1/setup', { body })),
    onSuccess: async () => {
      client.setQueryData(setUpQuery.queryKey, { needed: false, organisation: null });
      await client.fetchQuery({ ...profileQuery, staleTime: 0 });
      navigate('/', { replace: true });
    },
  });
  const [demo, setDemo] = useState(false);
  if (demo) {
    return (
      <Gate title={t('auth.demo.title')} text={t('auth.demo.text')}>
        <DemoForm onBack={() => setDemo(false)} />
      </Gate>
    );
  }
  if (state.data?.needed === false && !finish.isSuccess && !finish.isPending)
    return <Navigate to="/sign-in" replace />;
  const waiting = state.data?.organisation ?? null;

  return (
    <Gate
      title={t('auth.setUp.title')}
      text={waiting === null ? t('auth.setUp.text') : t('auth.setUp.claim', { organisation: waiting })}
      foot={
        waiting === null ? (
          <Button block onClick={() => setDemo(true)}>
            {t('auth.demo.offer')}
          </Button>
        ) : undefined
      }
    >
      <Form<SetUpInput>
        form={form}
        key={waiting ?? ''}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          organisation: waiting ?? '',
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Shanghai',
          locale: i18n.language,
        }}
        onFinish={(values) => finish.mutate(values)}
      >
        <FormError error={finish.error} form={form} />
        <Form.Item
          name="organisation"
          label={t('auth.setUp.organisation')}
          rules={[{ required: true, max: 200 }]}
        >
          <Input placeholder={t('auth.setUp.organisationHint')} autoComplete="organization" autoFocus />
        </Form.Item>
        <div className={styles['pair']}>
          <Form.Item name="timeZone" label={t('auth.setUp.timeZone')} rules={[{ required: true }]}>
            <Select showSearch options={timeZoneOptions()} />
          </Form.Item>
          <Form.Item name="locale" label={t('auth.setUp.locale')} rules={[{ required: true }]}>
            <Select options={locales.map((value) => ({ value, label: localeNames[value] }))} />
          </Form.Item>
          <Form.Item name="name" label={t('auth.setUp.name')} rules={[{ required: true, max: 100 }]}>
            <Input autoComplete="name" />
          </Form.Item>
          <Form.Item name="email" label={t('auth.setUp.email')} rules={[{ required: true, type: 'email' }]}>
            <Input type="email" autoComplete="username" />
          </Form.Item>
        </div>
        <NewPasswordItem label={t('auth.signIn.password')} />
        <Button type="primary" htmlType="submit" size="large" block loading={finish.isPending}>
          {t('auth.setUp.submit')}
        </Button>
      </Form>
    </Gate>
  );
}

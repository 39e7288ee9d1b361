import type { Locale } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, ifMatch, unwrap } from '../../../lib/api/client.ts';
import { localeNames, locales } from '../../../lib/i18n/locale.ts';
import { timeZoneOptions } from '../../../lib/time/time-zones.ts';
import { FormError } from '../../../ui/form.tsx';
import { Panel } from '../../../ui/page.tsx';
import { profileQuery, useMay, useProfile } from '../../session/session.ts';
import styles from '../settings.module.css';

interface OrganisationForm {
  name: string;
  timeZone: string;
  locale: Locale;
}

/** What the organisation is called and where it is. */
export default function OrganisationSection() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const may = useMay();
  const client = useQueryClient();
  const { organisation } = useProfile();
  const [form] = Form.useForm<OrganisationForm>();
  const save = useMutation({
    mutationFn: (body: OrganisationForm) =>
      unwrap(api.PATCH('/api/v1/organisation', { body, headers: ifMatch(organisation.version) })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: profileQuery.queryKey });
      void message.success(t('common.saved'));
    },
  });
  return (
    <Panel title={t('settings.section.organisation')}>
      <Form<OrganisationForm>
        form={form}
        className={styles['form'] ?? ''}
        layout="vertical"
        disabled={!may('organisation.manage')}
        initialValues={organisation}
        onFinish={(values) => save.mutate(values)}
      >
        <FormError error={save.error} form={form} />
        <Form.Item
          name="name"
          label={t('auth.setUp.organisation')}
          rules={[{ required: true, whitespace: true, max: 200 }]}
        >
          <Input />
        </Form.Item>
        <Form.Item
          name="timeZone"
          label={t('auth.setUp.timeZone')}
          extra={t('settings.timeZoneHint')}
          rules={[{ required: true }]}
        >
          <Select showSearch options={timeZoneOptions()} />
        </Form.Item>
        <Form.Item name="locale" label={t('auth.setUp.locale')} rules={[{ required: true }]}>
          <Select options={locales.map((value) => ({ value, label: localeNames[value] }))} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('common.save')}
        </Button>
      </Form>
    </Panel>
  );
}

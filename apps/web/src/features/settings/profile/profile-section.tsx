import type { Locale } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, ifMatch, unwrap } from '../../../lib/api/client.ts';
import { changeLocale } from '../../../lib/i18n/i18n.ts';
import { localeNames, locales } from '../../../lib/i18n/locale.ts';
import { FormError } from '../../../ui/form.tsx';
import { Panel } from '../../../ui/page.tsx';
import { type ThemeChoice, useTheme } from '../../../ui/theme/theme.tsx';
import { profileQuery, useProfile } from '../../session/session.ts';
import styles from '../settings.module.css';

/** My name, my language, how the console looks to me. */
export default function ProfileSection() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const profile = useProfile();
  const { choice, choose } = useTheme();
  const [form] = Form.useForm<{ name: string; locale: Locale }>();
  const save = useMutation({
    mutationFn: (body: { name: string; locale: Locale }) =>
      unwrap(api.PATCH('/api/v1/me', { body, headers: ifMatch(profile.version) })),
    onSuccess: async (_, { locale }) => {
      await client.invalidateQueries({ queryKey: profileQuery.queryKey });
      await changeLocale(locale);
      void message.success(t('common.saved'));
    },
  });
  return (
    <>
      <Panel title={t('settings.section.profile')}>
        <Form
          form={form}
          className={styles['form'] ?? ''}
          layout="vertical"
          initialValues={{ name: profile.name, locale: profile.locale }}
          onFinish={(values) => save.mutate(values)}
        >
          <FormError error={save.error} form={form} />
          <Form.Item label={t('auth.signIn.email')}>
            <Input aria-label={t('auth.signIn.email')} value={profile.email ?? ''} disabled />
          </Form.Item>
          <Form.Item
            name="name"
            label={t('people.name')}
            rules={[{ required: true, whitespace: true, max: 100 }]}
          >
            <Input />
          </Form.Item>
          <Form.Item name="locale" label={t('common.language')} extra={t('settings.localeHint')}>
            <Select options={locales.map((value) => ({ value, label: localeNames[value] }))} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Form>
      </Panel>
      <Panel title={t('common.theme.title')}>
        <Radio.Group
          optionType="button"
          value={choice}
          onChange={(event) => choose(event.target.value as ThemeChoice)}
          options={(['light', 'dark', 'system'] as const).map((value) => ({
            value,
            label: t(`common.theme.${value}`),
          }))}
        />
      </Panel>
    </>
  );
}

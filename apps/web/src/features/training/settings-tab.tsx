import type { TrainingSettings } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useProfile } from '../session/session.ts';
import { saveSettings, settingsQuery } from './training.queries.ts';

/** How long people have for a course, and when they are reminded. */
export function SettingsTab() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const mayChange = useProfile().grants['training.manage'] === 'all';
  const query = useQuery(settingsQuery);
  const save = useMutation({
    mutationFn: (fields: TrainingSettings) => saveSettings(fields),
    onSuccess: (settings) => {
      client.setQueryData(settingsQuery.queryKey, settings);
      void message.success(t('common.saved'));
    },
  });
  if (query.isPending) return <LoadingRows rows={3} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return (
    <Panel>
      <FormError error={save.error} />
      <Form<TrainingSettings>
        layout="vertical"
        requiredMark={false}
        disabled={!mayChange}
        initialValues={query.data}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item name="dueDays" label={t('training.dueDays')} rules={[{ required: true }]}>
          <InputNumber min={1} max={365} />
        </Form.Item>
        <Form.Item
          name="remindBeforeDays"
          label={t('training.remindBeforeDays')}
          extra={t('training.remindHint')}
          rules={[{ required: true }]}
        >
          <InputNumber min={0} max={60} />
        </Form.Item>
        {mayChange ? (
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        ) : null}
      </Form>
    </Panel>
  );
}

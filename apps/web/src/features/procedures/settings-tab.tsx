import type { Procedure } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { replaceProcedure } from './procedure.queries.ts';
import { SettingsFields, type SettingsForm, settingsOf } from './settings-fields.tsx';

/** What is not part of a version: it takes effect at once, for tickets from now on. */
export function SettingsTab({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<SettingsForm>();
  const save = useMutation({
    mutationFn: (fields: SettingsForm) => replaceProcedure(procedure, settingsOf(fields)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['procedures'] });
      void message.success(t('common.saved'));
    },
  });
  const { code, name, kind, owner, fourEyes, matching } = procedure;
  return (
    <Panel title={t('procedures.tab.settings')}>
      <p className="muted" style={{ marginBottom: 12 }}>
        {t('procedures.settingsHint')}
      </p>
      <FormError error={save.error} form={form} />
      <Form<SettingsForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ code, name, kind, ownerId: owner?.id ?? null, fourEyes, matching }}
        onFinish={() => save.mutate(form.getFieldsValue(true) as SettingsForm)}
      >
        <SettingsFields />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('common.save')}
        </Button>
      </Form>
    </Panel>
  );
}

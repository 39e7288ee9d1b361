import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { FormError } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useLocale } from '../session/session.ts';
import { ThreadLink } from '../threads/thread-link.tsx';
import { createProcedure, draftVersion, procedureQuery, proceduresQuery } from './procedure.queries.ts';
import { addStage } from './procedure-draft.ts';
import { textFor } from './procedure-words.ts';
import { originOf } from './record-ref.ts';
import { emptySettings, SettingsFields, type SettingsForm, settingsOf } from './settings-fields.tsx';

/**
 * Begins a procedure, or the next version of one. `?from=countermeasure:<id>` names the record that it comes of;
 * then somebody more often wants to change how work is done than to describe new work.
 */
export default function NewProcedurePage() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const from = originOf(parameters);
  const [what, setWhat] = useState<'new' | 'version'>(from === undefined ? 'new' : 'version');
  return (
    <Page title={t('procedures.create')} layout="narrow">
      {from === undefined ? null : (
        <Alert
          type="info"
          showIcon
          title={t('procedures.fromRecord')}
          action={<ThreadLink type={from.type} id={from.id} size="small" />}
        />
      )}
      <Panel>
        <Radio.Group
          style={{ marginBottom: 16 }}
          value={what}
          onChange={(event) => setWhat(event.target.value === 'new' ? 'new' : 'version')}
          options={[
            { value: 'version', label: t('procedures.versionOfExisting') },
            { value: 'new', label: t('procedures.newProcedure') },
          ]}
        />
        {what === 'new' ? <NewProcedure /> : <NewVersion />}
      </Panel>
    </Page>
  );
}

function NewProcedure() {
  const { t } = useTranslation();
  const locale = useLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const [form] = Form.useForm<SettingsForm>();
  const save = useMutation({
    mutationFn: (fields: SettingsForm) => {
      const from = originOf(parameters);
      return createProcedure({
        ...settingsOf(fields),
        change: '',
        content: {
          locale,
          stages: addStage([], locale, t('procedures.stageName', { number: 1 }), t('procedures.stepName')),
        },
        ...(from === undefined ? {} : { from }),
      });
    },
    onSuccess: async ({ id, open, versions }) => {
      await client.invalidateQueries({ queryKey: ['procedures'] });
      navigate(`/procedures/${id}/edit/${open?.versionId ?? versions[0]?.id}`);
    },
  });
  return (
    <>
      <FormError error={save.error} form={form} />
      <Form<SettingsForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={emptySettings}
        onFinish={() => save.mutate(form.getFieldsValue(true) as SettingsForm)}
      >
        <SettingsFields />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('procedures.createAndWrite')}
        </Button>
      </Form>
    </>
  );
}

function NewVersion() {
  const { t } = useTranslation();
  const locale = useLocale();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const [id, setId] = useState<string | null>(null);
  const list = useQuery(proceduresQuery({}));
  const chosen = useQuery({ ...procedureQuery(id ?? ''), enabled: id !== null });
  const open = chosen.data?.open ?? null;
  const save = useMutation({
    mutationFn: (procedureId: string) => {
      const from = originOf(parameters);
      return draftVersion(procedureId, { change: '', ...(from === undefined ? {} : { from }) });
    },
    onSuccess: async (draft) => {
      await client.invalidateQueries({ queryKey: ['procedures'] });
      navigate(`/procedures/${draft.procedureId}/edit/${draft.id}`);
    },
  });
  if (list.isError) return <ErrorState compact error={list.error} retry={() => void list.refetch()} />;
  return (
    <>
      <FormError error={save.error} />
      <Form layout="vertical" onFinish={() => (id === null ? undefined : save.mutate(id))}>
        <Form.Item label={t('procedures.which')}>
          <Select
            aria-label={t('procedures.which')}
            loading={list.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('procedures.which')}
            value={id}
            options={(list.data ?? []).map((row) => ({
              value: row.id,
              label: `${row.code} ${textFor(row.name, locale)}`,
            }))}
            onChange={setId}
          />
        </Form.Item>
        {open === null || id === null ? null : (
          <Alert
            type="warning"
            showIcon
            style={{ marginBottom: 16 }}
            title={t('procedures.openDraft', { number: open.number })}
            action={
              <Link to={`/procedures/${id}?version=${open.versionId}`}>{t('procedures.openVersion')}</Link>
            }
          />
        )}
        <Button type="primary" htmlType="submit" disabled={id === null} loading={save.isPending}>
          {t('procedures.newVersion')}
        </Button>
      </Form>
    </>
  );
}

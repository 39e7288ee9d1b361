import type { TicketField, TicketFieldInput } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Select, Switch, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketFieldsQuery } from '../../directory/directory.queries.ts';
import { useMay } from '../../session/session.ts';
import { kinds } from '../../tickets/ticket-values.ts';
import { SettingForm, withEnglish } from '../setting-form.tsx';
import { SettingPanel } from '../setting-panel.tsx';
import { changeField, createField } from './ticket-settings.queries.ts';

const types = ['text', 'number', 'date', 'select', 'multiselect', 'checkbox'] as const;

/** Fields of the organisation's own on tickets. */
export default function FieldsSection() {
  const { t } = useTranslation();
  const may = useMay();
  const fields = useQuery(ticketFieldsQuery);
  const [edited, setEdited] = useState<TicketField | 'new' | null>(null);
  const manage = may('tickets.configure');
  return (
    <SettingPanel
      title={t('settings.section.fields')}
      query={fields}
      create={manage ? { label: t('settings.field.create'), onClick: () => setEdited('new') } : null}
      empty={{ title: t('settings.field.none'), hint: t('settings.field.noneHint') }}
      dialogs={
        edited === null ? null : (
          <FieldDialog field={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
        )
      }
    >
      {(rows) => (
        <Table<TicketField>
          size="small"
          rowKey="id"
          pagination={false}
          scroll={{ x: 680 }}
          dataSource={rows as TicketField[]}
          onRow={(field) => (manage ? { onClick: () => setEdited(field), style: { cursor: 'pointer' } } : {})}
          columns={[
            {
              title: t('common.name'),
              render: (_, field) => (
                <>
                  {field.name} {field.archived ? <Tag>{t('settings.archived')}</Tag> : null}
                </>
              ),
            },
            {
              title: t('settings.field.key'),
              render: (_, field) => <span className="mono">{field.key}</span>,
            },
            {
              title: t('settings.field.typeLabel'),
              render: (_, field) => t(`settings.field.type.${field.type}`),
            },
            {
              title: t('settings.field.kinds'),
              render: (_, field) =>
                field.kinds.length === 0
                  ? t('common.all')
                  : field.kinds.map((kind) => t(`tickets.kind.${kind}`)).join(', '),
            },
            {
              title: t('settings.field.required'),
              render: (_, field) =>
                field.requiredToSolve ? t('common.yes') : <span className="faint">{t('common.no')}</span>,
            },
          ]}
        />
      )}
    </SettingPanel>
  );
}

interface FieldForm
  extends Pick<
    TicketFieldInput,
    'key' | 'type' | 'name' | 'kinds' | 'requiredToSolve' | 'position' | 'archived'
  > {
  english?: string;
  options: string[];
}

function FieldDialog({ field, onClose }: { field: TicketField | null; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<FieldForm>();
  const type = Form.useWatch('type', form) ?? field?.type;
  const save = useMutation({
    mutationFn: ({ key, type: chosen, english, options, ...rest }: FieldForm) => {
      const shape = {
        ...rest,
        archived: rest.archived ?? false,
        requiredToSolve: rest.requiredToSolve ?? false,
        names: withEnglish(field?.names, english),
        // An option that was there keeps its names in other languages.
        options: (options ?? []).map(
          (value) =>
            field?.options.find((known) => known.value === value) ?? { value, label: value, names: {} },
        ),
      };
      return field === null ? createField({ key, type: chosen, ...shape }) : changeField(field, shape);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ticketFieldsQuery.queryKey });
      onClose();
    },
  });
  return (
    <SettingForm<FieldForm>
      title={t(field === null ? 'settings.field.create' : 'settings.field.edit')}
      form={form}
      initialValues={
        field === null
          ? { type: 'text', kinds: [], options: [], position: 0, requiredToSolve: false, archived: false }
          : {
              ...field,
              english: field.names['en'] ?? '',
              options: field.options.map((option) => option.value),
            }
      }
      save={save}
      isKnown={field !== null}
      onClose={onClose}
    >
      <Form.Item
        name="key"
        label={t('settings.field.key')}
        extra={t('settings.field.keyHint')}
        rules={[{ required: true, pattern: /^[a-z][a-zA-Z0-9_]{0,49}$/ }]}
      >
        <Input className="mono" disabled={field !== null} />
      </Form.Item>
      <Form.Item name="type" label={t('settings.field.typeLabel')}>
        <Select
          disabled={field !== null}
          options={types.map((value) => ({ value, label: t(`settings.field.type.${value}`) }))}
        />
      </Form.Item>
      {type === 'select' || type === 'multiselect' ? (
        <Form.Item
          name="options"
          label={t('settings.field.options')}
          extra={t('settings.field.optionsHint')}
          rules={[{ required: true }]}
        >
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
      ) : null}
      <Form.Item name="kinds" label={t('settings.field.kinds')}>
        <Select
          mode="multiple"
          placeholder={t('common.all')}
          options={kinds.map((value) => ({ value, label: t(`tickets.kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="requiredToSolve" label={t('settings.field.required')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </SettingForm>
  );
}

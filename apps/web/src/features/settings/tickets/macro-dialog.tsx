import type { MacroInput, TicketChange, TicketMacro } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../../ui/form.tsx';
import { CategoryPicker, TeamPicker, UserPicker } from '../../directory/pickers.tsx';
import { useMay } from '../../session/session.ts';
import { macrosQuery } from '../../tickets/ticket.queries.ts';
import { priorities, statuses } from '../../tickets/ticket-values.ts';
import { saveMacro } from './ticket-settings.queries.ts';

const places = ['ticket.number', 'ticket.subject', 'customer.name', 'agent.name'] as const;

interface MacroForm {
  name: string;
  visibility: MacroInput['visibility'];
  teamId?: string;
  text?: string;
  public: boolean;
  change: Pick<TicketChange, 'status' | 'priority' | 'categoryId' | 'teamId' | 'assigneeId' | 'addTags'>;
}

/** Makes or changes a macro: what it says, to whom, and what it sets. */
export function MacroDialog({ macro, onClose }: { macro: TicketMacro | null; onClose: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const [form] = Form.useForm<MacroForm>();
  const visibility = Form.useWatch('visibility', form);
  const save = useMutation({
    mutationFn: ({ name, visibility: shared, teamId, text, public: open, change }: MacroForm) => {
      const given = Object.fromEntries(
        Object.entries({ ...macro?.change, ...change }).filter(
          ([, value]) =>
            value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
        ),
      );
      return saveMacro(macro, {
        name,
        visibility: shared,
        teamId: shared === 'team' ? (teamId ?? null) : null,
        public: open,
        position: macro?.position ?? 0,
        change: given as TicketChange,
        ...(text?.trim() ? { text } : {}),
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: macrosQuery.queryKey });
      onClose();
    },
  });
  return (
    <Modal
      open
      width={620}
      title={t(macro === null ? 'settings.macro.create' : 'settings.macro.edit')}
      okText={t('common.save')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<MacroForm>
        form={form}
        layout="vertical"
        initialValues={
          macro === null
            ? { visibility: 'personal', public: true, change: {} }
            : { ...macro, text: macro.text ?? '' }
        }
        onFinish={(values) => save.mutate({ ...values, change: values.change ?? {} })}
      >
        <FormError error={save.error} form={form} />
        <Form.Item
          name="name"
          label={t('common.name')}
          rules={[{ required: true, whitespace: true, max: 100 }]}
        >
          <Input autoFocus />
        </Form.Item>
        <Form.Item
          name="text"
          label={t('settings.macro.text')}
          extra={
            <span>
              {t('settings.macro.places')}{' '}
              {places.map((place) => (
                <Button
                  key={place}
                  size="small"
                  type="dashed"
                  className="mono"
                  style={{ marginRight: 4 }}
                  onClick={() =>
                    form.setFieldValue('text', `${form.getFieldValue('text') ?? ''}{{${place}}}`)
                  }
                >
                  {`{{${place}}}`}
                </Button>
              ))}
            </span>
          }
        >
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={20_000} />
        </Form.Item>
        <Form.Item name="public">
          <Radio.Group
            options={[
              { value: true, label: t('tickets.composer.reply') },
              { value: false, label: t('tickets.composer.note') },
            ]}
          />
        </Form.Item>
        <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '0 14px' }}>
          <Form.Item
            name={['change', 'status']}
            label={t('settings.macro.set', { field: t('tickets.field.status') })}
          >
            <Select
              allowClear
              options={statuses
                .filter((value) => value !== 'new')
                .map((value) => ({ value, label: t(`tickets.status.${value}`) }))}
            />
          </Form.Item>
          <Form.Item
            name={['change', 'categoryId']}
            label={t('settings.macro.set', { field: t('tickets.field.category') })}
          >
            <CategoryPicker placeholder="" />
          </Form.Item>
          <Form.Item
            name={['change', 'teamId']}
            label={t('settings.macro.set', { field: t('tickets.field.team') })}
          >
            <TeamPicker placeholder="" />
          </Form.Item>
          <Form.Item
            name={['change', 'assigneeId']}
            label={t('settings.macro.set', { field: t('tickets.field.assignee') })}
          >
            <UserPicker placeholder="" />
          </Form.Item>
          <Form.Item
            name={['change', 'priority']}
            label={t('settings.macro.set', { field: t('tickets.field.priority') })}
          >
            <Select
              allowClear
              options={priorities.map((value) => ({ value, label: t(`tickets.priority.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name={['change', 'addTags']} label={t('settings.macro.addTags')}>
            <Select mode="tags" open={false} suffixIcon={null} />
          </Form.Item>
        </div>
        <Form.Item name="visibility" label={t('tickets.visibility.label')}>
          <Radio.Group
            disabled={!may('tickets.share')}
            options={(['personal', 'team', 'all'] as const).map((value) => ({
              value,
              label: t(`tickets.visibility.${value}`),
            }))}
          />
        </Form.Item>
        {visibility === 'team' ? (
          <Form.Item name="teamId" label={t('tickets.field.team')} rules={[{ required: true }]}>
            <TeamPicker />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}

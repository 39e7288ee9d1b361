import type { TicketView } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../../ui/form.tsx';
import { TeamPicker } from '../../directory/pickers.tsx';
import { useMay } from '../../session/session.ts';
import type { ListState } from '../filter-codec.ts';
import { createView, viewsQuery } from '../ticket.queries.ts';

interface ViewForm {
  name: string;
  visibility: 'personal' | 'team' | 'all';
  teamId?: string;
}

interface SaveViewDialogProps {
  state: ListState;
  onClose: () => void;
  onSaved: (view: TicketView) => void;
}

/** Keeps the list as it is now under a name, for oneself, a team or everybody. */
export function SaveViewDialog({ state, onClose, onSaved }: SaveViewDialogProps) {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const [form] = Form.useForm<ViewForm>();
  const visibility = Form.useWatch('visibility', form);
  const save = useMutation({
    mutationFn: ({ name, visibility: shared, teamId }: ViewForm) =>
      createView({
        name,
        visibility: shared,
        teamId: shared === 'team' ? (teamId ?? null) : null,
        filter: state.filter,
        columns: state.columns,
        sort: state.sort,
        position: 0,
      }),
    onSuccess: async (view) => {
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey });
      onSaved(view);
    },
  });
  return (
    <Modal
      open
      title={t('tickets.views.save')}
      okText={t('common.save')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ visibility: 'personal' }}
        onFinish={(values) => save.mutate(values)}
      >
        <FormError error={save.error} form={form} />
        <Form.Item name="name" label={t('common.name')} rules={[{ required: true, max: 100 }]}>
          <Input autoFocus />
        </Form.Item>
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

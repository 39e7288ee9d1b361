import type { TicketView } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../../ui/form.tsx';
import { TeamPicker } from '../../directory/pickers.tsx';
import { useProfile } from '../../session/session.ts';
import type { ListState } from '../filter-codec.ts';
import { createView, replaceView, viewsQuery } from '../ticket.queries.ts';

interface ViewForm {
  name: string;
  visibility: TicketView['visibility'];
  teamId?: string;
}

interface SaveViewDialogProps {
  /** What a new view shows. */
  state: Pick<ListState, 'filter' | 'columns' | 'sort'>;
  /** The view whose name or readers change; null for a new one. */
  view?: TicketView | null;
  onClose: () => void;
  onSaved: (view: TicketView) => void;
}

const reachable = { none: ['personal'], own: ['personal'], team: ['personal', 'team'] } as const;

/** Keeps the list as it is now under a name, for oneself, a team or everybody; or names and shares a view anew. */
export function SaveViewDialog({ state, view = null, onClose, onSaved }: SaveViewDialogProps) {
  const { t } = useTranslation();
  const scope = useProfile().grants['tickets.share'] ?? 'none';
  const choices: readonly TicketView['visibility'][] =
    scope === 'all' ? ['personal', 'team', 'all'] : reachable[scope];
  const client = useQueryClient();
  const [form] = Form.useForm<ViewForm>();
  const visibility = Form.useWatch('visibility', form);
  const save = useMutation({
    mutationFn: ({ name, visibility: shared, teamId }: ViewForm) => {
      const named = { name, visibility: shared, teamId: shared === 'team' ? (teamId ?? null) : null };
      if (view === null) {
        const { filter, columns, sort } = state;
        return createView({ ...named, filter, columns, sort, position: 0 });
      }
      const { filter, columns, sort, position } = view;
      return replaceView(view.id, view.version, { ...named, filter, columns, sort, position });
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey });
      onSaved(saved);
    },
  });
  return (
    <Modal
      open
      title={t(view === null ? 'tickets.views.save' : 'tickets.views.edit')}
      okText={t('common.save')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={
          view === null
            ? { visibility: 'personal' }
            : { name: view.name, visibility: view.visibility, teamId: view.teamId ?? undefined }
        }
        onFinish={(values) => save.mutate(values)}
      >
        <FormError error={save.error} form={form} />
        <Form.Item
          name="name"
          label={t('common.name')}
          rules={[{ required: true, whitespace: true, max: 100 }]}
        >
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="visibility" label={t('tickets.visibility.label')}>
          <Radio.Group
            options={choices.map((value) => ({ value, label: t(`tickets.visibility.${value}`) }))}
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

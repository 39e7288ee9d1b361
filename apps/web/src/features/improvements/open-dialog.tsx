import type { Improvement, ImprovementDraft } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { metricsQuery } from '../metrics/metric.queries.ts';
import { useProfile } from '../session/session.ts';
import { draftQuery, type Origin, openImprovement } from './improvement.queries.ts';
import { definite, inputOf, newPlan, type PlanDraft } from './plan-draft.ts';
import { PlanFields } from './plan-fields.tsx';

interface OpenDialogProps {
  /** The record that it is opened from; null: by hand, or from a suggestion. */
  from: Origin | null;
  /** The metric to begin with. */
  metric: string | null;
  onClose: () => void;
  onOpened: (opened: Improvement) => void;
}

/** Opens an improvement; from a record, with what its data say already filled in. */
export function OpenDialog(props: OpenDialogProps) {
  const { t } = useTranslation();
  const { from, onClose } = props;
  const draft = useQuery({
    ...draftQuery(from ?? { type: 'alert', id: '' }),
    enabled: from !== null,
  });
  if (from === null) return <OpenForm {...props} draft={null} />;
  if (draft.data !== undefined) return <OpenForm {...props} draft={draft.data} />;
  return (
    <Modal open title={t('improvements.open')} footer={null} onCancel={onClose}>
      {draft.isError ? (
        <ErrorState compact error={draft.error} retry={() => void draft.refetch()} />
      ) : (
        <LoadingRows />
      )}
    </Modal>
  );
}

function OpenForm({
  from,
  metric: startMetric,
  draft,
  onClose,
  onOpened,
}: OpenDialogProps & { draft: ImprovementDraft | null }) {
  const { t } = useTranslation();
  const { id: me } = useProfile();
  const client = useQueryClient();
  const metrics = useQuery(metricsQuery).data ?? [];
  const [form] = Form.useForm<PlanDraft>();
  const initial = newPlan(draft, startMetric, me);
  const metric = Form.useWatch('metric', form) ?? null;
  const save = useMutation({
    mutationFn: (fields: PlanDraft) => {
      const { ownerId, ...plan } = inputOf(
        definite({ ...initial, ...fields }),
        draft?.filters ?? {},
        metrics.find(({ name }) => name === fields.metric),
      );
      return openImprovement({
        ...plan,
        ...(ownerId === null ? {} : { ownerId }),
        ...(from === null ? { suggestion: fields.suggestion ?? '' } : { from }),
      });
    },
    onSuccess: async (opened) => {
      await client.invalidateQueries({ queryKey: ['improvements'] });
      onOpened(opened);
    },
  });
  return (
    <Modal
      open
      width={720}
      title={t('improvements.open')}
      okText={t('improvements.openNow')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FormError error={save.error} form={form} />
      {from === null ? null : (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 14 }}
          title={t(`improvements.filledFrom.${from.type}`)}
        />
      )}
      <Form<PlanDraft>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(fields) => save.mutate(fields)}
      >
        <PlanFields metrics={metrics} metric={metric} />
        {from === null ? (
          <Form.Item
            name="suggestion"
            label={t('improvements.suggestion')}
            extra={t('improvements.suggestionHint')}
          >
            <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} maxLength={2_000} />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}

import type { Improvement, ImprovementPlan } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { metricsQuery } from '../metrics/metric.queries.ts';
import { EditError } from './edit-error.tsx';
import { replacePlan } from './improvement.queries.ts';
import { definite, inputOf, type PlanDraft, planOf } from './plan-draft.ts';
import { PlanFields } from './plan-fields.tsx';
import { useEdit } from './use-edit.ts';

/** Changes title, problem, metric, aim and people. */
export function PlanDialog({ improvement, onClose }: { improvement: Improvement; onClose: () => void }) {
  const { t } = useTranslation();
  const metrics = useQuery(metricsQuery).data ?? [];
  const [form] = Form.useForm<PlanDraft>();
  const initial = planOf(improvement);
  const metric = Form.useWatch('metric', form) ?? null;
  const edit = useEdit<ImprovementPlan>(improvement, replacePlan, onClose);
  const send = (fields: PlanDraft) => {
    const { ownerId, ...plan } = inputOf(
      definite({ ...initial, ...fields }),
      improvement.filters,
      metrics.find(({ name }) => name === fields.metric),
    );
    if (ownerId !== null) edit.save({ ...plan, ownerId });
  };
  return (
    <Modal
      open
      width={720}
      title={t('improvements.editPlan')}
      okText={t('common.save')}
      confirmLoading={edit.busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <EditError edit={edit} form={form} onDiscard={onClose} />
      <Form<PlanDraft>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={send}
      >
        <PlanFields metrics={metrics} metric={metric} />
      </Form>
    </Modal>
  );
}

import type { Improvement, ImprovementClose } from '@jingyun/contracts';
import { Alert, Form, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { EditError } from './edit-error.tsx';
import { closeImprovement } from './improvement.queries.ts';
import { outcomes } from './improvement-marks.tsx';
import { useEdit } from './use-edit.ts';

/** Ends an improvement: how, why, and what the team takes from it. Effective only with proof; what is missing is said. */
export function CloseDialog({ improvement, onClose }: { improvement: Improvement; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<ImprovementClose>();
  const missing = improvement.gates.effective;
  const initial: ImprovementClose = {
    outcome: missing.length === 0 ? 'effective' : 'ineffective',
    reason: '',
    standardise: '',
    lessons: '',
  };
  const outcome = Form.useWatch('outcome', form) ?? initial.outcome;
  const edit = useEdit<ImprovementClose>(improvement, closeImprovement, onClose);
  return (
    <Modal
      open
      width={600}
      title={t('improvements.closeTitle', { title: improvement.title })}
      okText={t('improvements.closeNow')}
      confirmLoading={edit.busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <EditError edit={edit} form={form} onDiscard={onClose} />
      <Form<ImprovementClose>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(fields) => edit.save({ ...initial, ...fields })}
      >
        <Form.Item name="outcome" label={t('improvements.outcomeLabel')}>
          <Radio.Group
            style={{ display: 'grid', gap: 6 }}
            options={outcomes.map((value) => ({
              value,
              label: (
                <>
                  {t(`improvements.outcome.${value}`)}{' '}
                  <span className="muted">{t(`improvements.outcomeHint.${value}`)}</span>
                </>
              ),
            }))}
          />
        </Form.Item>
        {outcome === 'effective' && missing.length > 0 ? (
          <Alert
            type="warning"
            showIcon
            style={{ marginBottom: 14 }}
            title={t('improvements.beforeEffective')}
            description={missing.map((item) => <div key={item}>{t(`improvements.gate.${item}`)}</div>)}
          />
        ) : null}
        <Form.Item
          name="reason"
          label={t(outcome === 'effective' ? 'improvements.reasonOptional' : 'improvements.reason')}
          rules={
            outcome === 'effective'
              ? []
              : [{ required: true, whitespace: true, message: t('improvements.reasonMissing') }]
          }
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2_000} />
        </Form.Item>
        <Form.Item
          name="standardise"
          label={t('improvements.standardise')}
          extra={t('improvements.standardiseHint')}
        >
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={5_000} />
        </Form.Item>
        <Form.Item name="lessons" label={t('improvements.lessons')}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={5_000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

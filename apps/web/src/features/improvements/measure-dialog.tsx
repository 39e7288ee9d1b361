import type { Countermeasure, CountermeasureInput, Improvement } from '@jingyun/contracts';
import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { clockNow } from '../../lib/time/clock.ts';
import { dateIn } from '../../lib/time/format.ts';
import { DateInput } from '../../ui/date-input.tsx';
import { UserPicker } from '../directory/pickers.tsx';
import { useInstantFormat, useProfile } from '../session/session.ts';
import { EditError } from './edit-error.tsx';
import { addCountermeasure, replaceCountermeasure, type Versioned } from './improvement.queries.ts';
import styles from './improvements.module.css';
import { inputOfMeasure } from './measure-input.ts';
import { useEdit } from './use-edit.ts';

const statuses = ['planned', 'doing', 'done', 'dropped'] as const;

interface MeasureForm {
  text: string;
  ownerId?: string | null;
  dueOn?: string;
  causeId?: string | null;
  status: (typeof statuses)[number];
  doneOn?: string;
}

/** Adds a countermeasure, or changes one. */
export function MeasureDialog({
  improvement,
  measure,
  onClose,
}: {
  improvement: Improvement;
  measure: Countermeasure | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { id: me } = useProfile();
  const { timeZone } = useInstantFormat();
  const today = dateIn(timeZone, clockNow());
  const [form] = Form.useForm<MeasureForm>();
  const roots = improvement.causes.filter(({ isRoot }) => isRoot);
  const others = improvement.causes.filter(({ isRoot }) => !isRoot);
  const before = measure === null ? null : inputOfMeasure(measure);
  const initial: MeasureForm = {
    text: '',
    status: 'planned',
    ownerId: me,
    causeId: roots.length === 1 ? (roots[0]?.id ?? null) : null,
    ...before,
    dueOn: before?.dueOn ?? '',
    doneOn: before?.doneOn ?? '',
  };
  const status = Form.useWatch('status', form) ?? initial.status;
  const edit = useEdit<CountermeasureInput>(
    improvement,
    (at: Versioned, body) =>
      measure === null ? addCountermeasure(at, body) : replaceCountermeasure(at, measure.id, body),
    onClose,
  );
  const group = (label: string, causes: typeof roots) => ({
    label,
    options: causes.map(({ id, text }) => ({ value: id, label: text })),
  });
  return (
    <Modal
      open
      width={600}
      title={t(measure === null ? 'improvements.addMeasure' : 'improvements.editMeasure')}
      okText={t('common.save')}
      confirmLoading={edit.busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <EditError edit={edit} form={form} onDiscard={onClose} />
      <Form<MeasureForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={({ text, ownerId, dueOn, causeId, doneOn, ...fields }) =>
          edit.save({
            text,
            ownerId: ownerId ?? null,
            dueOn: dueOn || null,
            causeId: causeId ?? null,
            status: fields.status,
            doneOn: fields.status === 'done' ? doneOn || null : null,
          })
        }
      >
        <Form.Item
          name="text"
          label={t('improvements.measureText')}
          rules={[{ required: true, whitespace: true, message: t('improvements.measureMissing') }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1_000} />
        </Form.Item>
        <Form.Item name="causeId" label={t('improvements.answersCause')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('common.none')}
            options={[
              group(t('improvements.rootCauses'), roots),
              group(t('improvements.otherCauses'), others),
            ].filter(({ options }) => options.length > 0)}
          />
        </Form.Item>
        <div className={styles['pair']}>
          <Form.Item name="ownerId" label={t('improvements.owner')} style={{ flex: '1 1 180px' }}>
            <UserPicker aria-label={t('improvements.owner')} />
          </Form.Item>
          <Form.Item name="dueOn" label={t('improvements.dueOn')}>
            <DateInput />
          </Form.Item>
        </div>
        <div className={styles['pair']}>
          <Form.Item name="status" label={t('improvements.statusLabel')}>
            <Select
              style={{ minWidth: 130 }}
              options={statuses.map((value) => ({ value, label: t(`improvements.measure.${value}`) }))}
            />
          </Form.Item>
          {status === 'done' ? (
            <Form.Item name="doneOn" label={t('improvements.doneOn')}>
              <DateInput max={today} />
            </Form.Item>
          ) : null}
        </div>
      </Form>
    </Modal>
  );
}

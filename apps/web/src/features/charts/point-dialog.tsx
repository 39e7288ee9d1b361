import type { ChartAnswer, MetricUnit } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../ui/form.tsx';
import { bucketName } from '../metrics/chart/bucket-name.ts';
import { formatMetric } from '../metrics/metric-format.ts';
import { useLocale } from '../session/session.ts';
import { deleteNote, putNote } from './chart.queries.ts';
import styles from './charts.module.css';
import type { ControlPoint } from './control-chart.tsx';

interface NoteForm {
  text: string;
  excluded: boolean;
}

/** One point: what it is, which rules it breaks, what is known of it, and the way to its tickets. */
export function PointDialog({
  answer,
  unit,
  point,
  manage,
  onOpen,
  onClose,
}: {
  answer: ChartAnswer;
  unit: MetricUnit;
  point: ControlPoint;
  manage: boolean;
  onOpen: (title: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const client = useQueryClient();
  const [form] = Form.useForm<NoteForm>();
  const { chart } = answer;
  const note = answer.notes.find(({ date }) => date === point.date);
  const title = `${chart.name} · ${bucketName(point.start, chart.grain, locale, answer.timeZone, true)}`;
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['charts'] });
      onClose();
    },
  });
  const number = (value: number | null | undefined) => formatMetric(value, unit, locale);
  return (
    <Modal open title={title} footer={null} onCancel={onClose}>
      <dl className={styles['facts']}>
        <dt>{t('charts.line.value')}</dt>
        <dd>{number(point.accumulated?.measured ?? point.value)}</dd>
        {point.accumulated === undefined ? null : (
          <>
            <dt>{t(point.accumulated.below === null ? 'charts.line.weighted' : 'charts.line.above')}</dt>
            <dd>{number(point.value)}</dd>
          </>
        )}
        {point.accumulated?.below == null ? null : (
          <>
            <dt>{t('charts.line.below')}</dt>
            <dd>{number(point.accumulated.below)}</dd>
          </>
        )}
        {point.limits === null ? null : (
          <>
            <dt>{t('charts.limits')}</dt>
            <dd>
              {number(point.limits.lower)} – {number(point.limits.upper)}
            </dd>
            <dt>{t('charts.line.centre')}</dt>
            <dd>{number(point.limits.centre)}</dd>
          </>
        )}
        <dt>{t('charts.signals')}</dt>
        <dd className={point.signals.length > 0 ? styles['signal'] : undefined}>
          {point.signals.length === 0
            ? t('charts.noSignal')
            : point.signals.map(({ rule }) => <div key={rule}>{t(`charts.rule.${rule}`)}</div>)}
        </dd>
      </dl>
      <Button style={{ margin: '12px 0' }} onClick={() => onOpen(title)}>
        {t('charts.openPoint')}
      </Button>
      {manage ? (
        <Form<NoteForm>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ text: note?.text ?? '', excluded: note?.excluded ?? false }}
          onFinish={(body) => act.mutate(() => putNote(chart.id, point.date, body))}
        >
          <FormError error={act.error} form={form} />
          <Form.Item
            name="text"
            label={t('charts.note')}
            rules={[{ required: true, whitespace: true, message: t('charts.noteMissing') }]}
          >
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2_000} />
          </Form.Item>
          <Form.Item name="excluded" valuePropName="checked">
            <Checkbox>{t('charts.exclude')}</Checkbox>
          </Form.Item>
          <div className={styles['actions']}>
            <Button type="primary" htmlType="submit" loading={act.isPending}>
              {t('charts.saveNote')}
            </Button>
            {note === undefined ? null : (
              <Button danger onClick={() => act.mutate(() => deleteNote(chart.id, point.date))}>
                {t('charts.removeNote')}
              </Button>
            )}
          </div>
        </Form>
      ) : note === undefined ? null : (
        <p>{note.text}</p>
      )}
    </Modal>
  );
}

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { type ControlChart, chosenChartKinds } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Modal, Radio, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { clockNow } from '../../lib/time/clock.ts';
import { dateIn } from '../../lib/time/format.ts';
import { DateInput } from '../../ui/date-input.tsx';
import { FormError } from '../../ui/form.tsx';
import { CategoryPicker, TeamPicker, UserPicker } from '../directory/pickers.tsx';
import { metricsQuery } from '../metrics/metric.queries.ts';
import { useInstantFormat, useProfile } from '../session/session.ts';
import { createChart, replaceChart } from './chart.queries.ts';
import { type ChartDraft, draftOf, inputOf, newDraft, rules } from './chart-draft.ts';
import styles from './charts.module.css';

const grains = ['day', 'week', 'month'] as const;
const kinds = ['auto', ...chosenChartKinds] as const;

/** Makes a chart, or changes one. */
export function ChartDialog({
  chart,
  from = {},
  onClose,
  onSaved,
}: {
  chart: ControlChart | null;
  /** What a new chart begins with. */
  from?: Partial<ChartDraft>;
  onClose: () => void;
  onSaved: (saved: ControlChart) => void;
}) {
  const { t } = useTranslation();
  const { id: me } = useProfile();
  const { timeZone } = useInstantFormat();
  const client = useQueryClient();
  const metrics = useQuery(metricsQuery);
  const [form] = Form.useForm<ChartDraft>();
  const today = dateIn(timeZone, clockNow());
  const initial = chart === null ? newDraft(from, today, me) : draftOf(chart, today);
  const metric = Form.useWatch('metric', form) ?? initial.metric;
  const limitsBy = Form.useWatch('limitsBy', form) ?? initial.limitsBy;
  const watch = Form.useWatch('watch', form) ?? initial.watch;
  const chosen = metrics.data?.find(({ name }) => name === metric);
  const knows = (dimension: string) => chosen?.dimensions.some(({ name }) => name === dimension) === true;
  const save = useMutation({
    mutationFn: (fields: Partial<ChartDraft>) => {
      const input = inputOf({ ...initial, ...fields }, chart);
      return chart === null ? createChart(input) : replaceChart(chart, input);
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['charts'] });
      onSaved(saved);
    },
  });
  const needed = [{ required: true, message: t('charts.missing') }];
  return (
    <Modal
      open
      width={620}
      title={t(chart === null ? 'charts.create' : 'charts.edit')}
      okText={t('common.save')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FormError error={save.error} form={form} />
      <Form<ChartDraft>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item
          name="name"
          label={t('common.name')}
          rules={[{ required: true, whitespace: true, message: t('charts.missing') }]}
        >
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <div className={styles['pair']}>
          <Form.Item name="metric" label={t('metrics.metric')} rules={needed} style={{ flex: '1 1 260px' }}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={metrics.data?.map(({ name, label }) => ({ value: name, label })) ?? []}
            />
          </Form.Item>
          <Form.Item name="grain" label={t('metrics.grain.label')}>
            <Select
              style={{ minWidth: 100 }}
              options={grains.map((value) => ({ value, label: t(`metrics.grain.${value}`) }))}
            />
          </Form.Item>
        </div>
        <Form.Item name="kind" label={t('charts.kindLabel')} extra={t('charts.kindHint')}>
          <Radio.Group
            options={kinds.map((value) => ({
              value,
              label: t(value === 'auto' ? 'charts.kindAuto' : `charts.kind.${value}`),
            }))}
          />
        </Form.Item>
        {knows('team') || knows('category') ? (
          <div className={styles['pair']}>
            {knows('team') ? (
              <Form.Item name="teamId" label={t('tickets.field.team')} style={{ flex: '1 1 200px' }}>
                <TeamPicker placeholder={t('board.allTeams')} />
              </Form.Item>
            ) : null}
            {knows('category') ? (
              <Form.Item name="categoryId" label={t('tickets.field.category')} style={{ flex: '1 1 200px' }}>
                <CategoryPicker placeholder={t('common.all')} />
              </Form.Item>
            ) : null}
          </div>
        ) : null}
        <Form.Item name="limitsBy" label={t('charts.limitsBy')}>
          <Radio.Group
            options={(chart?.limits.by === 'frozen'
              ? (['all', 'baseline', 'frozen'] as const)
              : (['all', 'baseline'] as const)
            ).map((value) => ({ value, label: t(`charts.by.${value}`) }))}
          />
        </Form.Item>
        {limitsBy === 'baseline' ? (
          <div className={styles['pair']}>
            <Form.Item name="baselineFrom" label={t('common.from')} rules={needed}>
              <DateInput />
            </Form.Item>
            <Form.Item name="baselineTo" label={t('common.to')} rules={needed}>
              <DateInput />
            </Form.Item>
          </div>
        ) : null}
        <Form.List name="phases">
          {(fields, { add, remove }) => (
            <Form.Item label={t('charts.phases')} extra={t('charts.phasesHint')}>
              {fields.map(({ key, name }) => (
                <div key={key} className={styles['phase']}>
                  <Form.Item noStyle name={[name, 'from']} rules={needed}>
                    <DateInput label={t('common.from')} />
                  </Form.Item>
                  <Form.Item noStyle name={[name, 'name']} rules={needed}>
                    <Input
                      maxLength={60}
                      aria-label={t('charts.phaseName')}
                      placeholder={t('charts.phaseName')}
                    />
                  </Form.Item>
                  <Button
                    icon={<DeleteOutlined />}
                    aria-label={t('common.remove')}
                    onClick={() => remove(name)}
                  />
                </div>
              ))}
              {fields.length < 20 ? (
                <Button size="small" icon={<PlusOutlined />} onClick={() => add({ from: today, name: '' })}>
                  {t('charts.addPhase')}
                </Button>
              ) : null}
            </Form.Item>
          )}
        </Form.List>
        <Form.Item name="rules" label={t('charts.rules')} extra={t('charts.rulesHint')}>
          <Checkbox.Group
            style={{ display: 'grid', gap: 4 }}
            options={rules.map((value) => ({ value, label: t(`charts.rule.${value}`) }))}
          />
        </Form.Item>
        <div className={styles['pair']}>
          <Form.Item name="watch" label={t('charts.watch')} valuePropName="checked">
            <Switch />
          </Form.Item>
          {watch ? (
            <>
              <Form.Item name="watchFrom" label={t('charts.watchFrom')} rules={needed}>
                <DateInput />
              </Form.Item>
              <Form.Item name="ownerId" label={t('charts.owner')} style={{ flex: '1 1 180px' }}>
                <UserPicker placeholder={t('common.none')} aria-label={t('charts.owner')} />
              </Form.Item>
            </>
          ) : null}
        </div>
      </Form>
    </Modal>
  );
}

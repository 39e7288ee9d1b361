import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import type { MetricDescription, MetricTarget } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockNow } from '../../../lib/time/clock.ts';
import { dateIn } from '../../../lib/time/format.ts';
import { DateInput } from '../../../ui/date-input.tsx';
import { FormError } from '../../../ui/form.tsx';
import { Panel } from '../../../ui/page.tsx';
import { useShowError } from '../../../ui/use-error-text.ts';
import { useNames } from '../../directory/directory.queries.ts';
import { TeamPicker } from '../../directory/pickers.tsx';
import { useInstantFormat, useLocale, useMay } from '../../session/session.ts';
import { createTarget, deleteTarget, replaceTarget, targetsQuery } from '../metric.queries.ts';
import { formatMetric, typedUnit } from '../metric-format.ts';
import styles from './explorer.module.css';

/** What a metric should reach, since when, and for whom. */
export function TargetsPanel({ metric }: { metric: MetricDescription }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const may = useMay();
  const locale = useLocale();
  const names = useNames();
  const client = useQueryClient();
  const showError = useShowError();
  const targets = useQuery(targetsQuery(metric.name)).data ?? [];
  const [edited, setEdited] = useState<MetricTarget | 'new' | null>(null);
  const remove = useMutation({
    mutationFn: (target: MetricTarget) => deleteTarget(target.id, target.version),
    onSuccess: () => client.invalidateQueries({ queryKey: ['metrics'] }),
    onError: showError,
  });
  return (
    <Panel
      title={t('metrics.targets')}
      extra={
        may('metrics.manage') ? (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
            {t('metrics.addTarget')}
          </Button>
        ) : null
      }
    >
      {targets.length === 0 ? <p className="muted">{t('metrics.noTargets')}</p> : null}
      <ul className={styles['targets']}>
        {targets.map((target) => (
          <li key={target.id}>
            <div>
              <strong className="num">
                {metric.direction === 'up' ? '≥' : '≤'} {formatMetric(target.value, metric.unit, locale)}
              </strong>
              <div className="faint">
                {target.teamId === null ? t('metrics.wholeOrganisation') : (names.team(target.teamId) ?? '…')}{' '}
                · {t('metrics.targetFrom', { date: target.from })}
              </div>
            </div>
            {may('metrics.manage') ? (
              <span>
                <Button
                  type="text"
                  size="small"
                  icon={<EditOutlined />}
                  aria-label={t('metrics.editTarget')}
                  onClick={() => setEdited(target)}
                />
                <Button
                  type="text"
                  size="small"
                  danger
                  icon={<DeleteOutlined />}
                  aria-label={t('common.delete')}
                  onClick={() =>
                    modal.confirm({
                      title: t('common.confirmDelete', {
                        name: `${metric.label} ${formatMetric(target.value, metric.unit, locale)}`,
                      }),
                      onOk: () => remove.mutateAsync(target),
                    })
                  }
                />
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {edited === null ? null : (
        <TargetDialog
          metric={metric}
          target={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  );
}

interface TargetForm {
  value: number;
  from: string;
  teamId?: string | null;
}

function TargetDialog({
  metric,
  target,
  onClose,
}: {
  metric: MetricDescription;
  target: MetricTarget | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { timeZone } = useInstantFormat();
  const client = useQueryClient();
  const [form] = Form.useForm<TargetForm>();
  const unit = typedUnit[metric.unit];
  const save = useMutation({
    mutationFn: ({ value, from, teamId }: TargetForm) => {
      const body = { metric: metric.name, value: value * unit, from, teamId: teamId ?? null };
      return target === null ? createTarget(body) : replaceTarget(target.id, target.version, body);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['metrics'] });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t(target === null ? 'metrics.addTarget' : 'metrics.editTarget')}
      okText={t('common.save')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={
          target === null
            ? { from: dateIn(timeZone, clockNow()) }
            : { value: target.value / unit, from: target.from, teamId: target.teamId }
        }
        onFinish={(values) => save.mutate(values)}
      >
        <FormError error={save.error} form={form} />
        <Form.Item
          name="value"
          label={t('metrics.targetValue', { unit: t(`metrics.unit.${metric.unit}`) })}
          rules={[{ required: true }]}
        >
          <InputNumber autoFocus style={{ width: 200 }} />
        </Form.Item>
        <Form.Item name="from" label={t('common.from')} rules={[{ required: true }]}>
          <DateInput />
        </Form.Item>
        <Form.Item name="teamId" label={t('metrics.targetTeam')}>
          <TeamPicker placeholder={t('metrics.wholeOrganisation')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

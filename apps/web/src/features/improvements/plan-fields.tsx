import type { MetricDescription } from '@jingyun/contracts';
import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DateInput } from '../../ui/date-input.tsx';
import { useTeamChoices, useUserChoices } from '../directory/directory.queries.ts';
import { CategoryPicker, TeamPicker, UserPicker } from '../directory/pickers.tsx';
import { isPerDay } from './difference-text.ts';
import styles from './improvements.module.css';

const questions = ['what', 'where', 'when', 'howMuch'] as const;

/** The fields of a plan: title, problem, metric and aim, people. */
export function PlanFields({
  metrics,
  metric,
}: {
  metrics: readonly MetricDescription[];
  /** The name of the one that is chosen. */
  metric: string | null;
}) {
  const { t } = useTranslation();
  const people = useUserChoices();
  const teams = useTeamChoices();
  const chosen = metrics.find(({ name }) => name === metric);
  const knows = (dimension: string) => chosen?.dimensions.some(({ name }) => name === dimension) === true;
  return (
    <>
      <Form.Item
        name="title"
        label={t('improvements.titleLabel')}
        rules={[{ required: true, whitespace: true, message: t('improvements.titleMissing') }]}
      >
        <Input maxLength={120} autoFocus />
      </Form.Item>
      <div className={styles['pair']}>
        <Form.Item name="metric" label={t('metrics.metric')} style={{ flex: '1 1 240px' }}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('improvements.metricHint')}
            options={metrics.map(({ name, label }) => ({ value: name, label }))}
          />
        </Form.Item>
        {chosen === undefined ? null : (
          <Form.Item
            name="aim"
            label={t(isPerDay(chosen) ? 'improvements.aimPerDay' : 'improvements.aimIn', {
              unit: t(`metrics.unit.${chosen.unit}`),
            })}
            style={{ flex: '0 1 140px' }}
          >
            <InputNumber style={{ width: '100%' }} placeholder={t('improvements.aimBetter')} />
          </Form.Item>
        )}
        <Form.Item name="aimOn" label={t('improvements.aimOn')}>
          <DateInput />
        </Form.Item>
      </div>
      {knows('team') || knows('category') ? (
        <div className={styles['pair']}>
          {knows('team') ? (
            <Form.Item name="teamId" label={t('improvements.measuredTeam')} style={{ flex: '1 1 200px' }}>
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
      {questions.map((question) => (
        <Form.Item key={question} name={question} label={t(`improvements.problem.${question}`)}>
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 5 }}
            maxLength={2_000}
            placeholder={t(`improvements.problemHint.${question}`)}
          />
        </Form.Item>
      ))}
      <div className={styles['pair']}>
        <Form.Item
          name="ownerId"
          label={t('improvements.owner')}
          rules={[{ required: true, message: t('improvements.ownerMissing') }]}
          style={{ flex: '1 1 180px' }}
        >
          <UserPicker allowClear={false} aria-label={t('improvements.owner')} />
        </Form.Item>
        <Form.Item name="memberIds" label={t('improvements.members')} style={{ flex: '1 1 220px' }}>
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={people} />
        </Form.Item>
        <Form.Item name="teamIds" label={t('improvements.teams')} style={{ flex: '1 1 220px' }}>
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={teams} />
        </Form.Item>
      </div>
    </>
  );
}

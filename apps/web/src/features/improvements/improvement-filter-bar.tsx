import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { TeamPicker } from '../directory/pickers.tsx';
import { metricsQuery } from '../metrics/metric.queries.ts';
import type { ImprovementFilter } from './improvement.queries.ts';
import { outcomes, stages } from './improvement-marks.tsx';
import styles from './improvements.module.css';

/** What narrows the list; of the calendar only whose it is. */
export function FilterBar({
  view,
  filter,
  onChange,
}: {
  view: 'list' | 'board' | 'calendar';
  filter: ImprovementFilter;
  onChange: (changes: Record<string, string | null | undefined>) => void;
}) {
  const { t } = useTranslation();
  const metrics = useQuery(metricsQuery);
  return (
    <div className={styles['filters']}>
      {view === 'calendar' ? null : (
        <Input.Search
          allowClear
          style={{ maxWidth: 240 }}
          aria-label={t('common.search')}
          placeholder={t('improvements.search')}
          defaultValue={filter.search ?? ''}
          onSearch={(value) => onChange({ search: value.trim() })}
        />
      )}
      {view === 'list' ? (
        <>
          <Select
            mode="multiple"
            allowClear
            style={{ minWidth: 160 }}
            aria-label={t('improvements.stageLabel')}
            placeholder={t('improvements.stageLabel')}
            value={filter.stage?.split(',') ?? []}
            options={stages.map((value) => ({ value, label: t(`improvements.stage.${value}`) }))}
            onChange={(values) => onChange({ stage: values.join(',') })}
          />
          <Select
            allowClear
            style={{ minWidth: 110 }}
            aria-label={t('improvements.outcomeLabel')}
            placeholder={t('improvements.outcomeLabel')}
            value={filter.outcome ?? null}
            options={outcomes.map((value) => ({ value, label: t(`improvements.outcome.${value}`) }))}
            onChange={(outcome) => onChange({ outcome })}
          />
        </>
      ) : null}
      <Select
        style={{ minWidth: 110 }}
        aria-label={t('improvements.owner')}
        value={filter.owner === 'me' ? 'me' : ''}
        options={[
          { value: '', label: t('improvements.everybody') },
          { value: 'me', label: t('common.me') },
        ]}
        onChange={(owner) => onChange({ owner })}
      />
      {view === 'calendar' ? null : (
        <>
          <TeamPicker
            style={{ minWidth: 150 }}
            placeholder={t('tickets.field.team')}
            value={filter.team ?? null}
            onChange={(team) => onChange({ team })}
          />
          <Select
            allowClear
            style={{ minWidth: 150 }}
            popupMatchSelectWidth={false}
            aria-label={t('metrics.metric')}
            placeholder={t('metrics.metric')}
            showSearch={{ optionFilterProp: 'label' }}
            value={filter.metric ?? null}
            options={metrics.data?.map(({ name, label }) => ({ value: name, label })) ?? []}
            onChange={(metric) => onChange({ metric })}
          />
        </>
      )}
    </div>
  );
}

import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TeamPicker } from '../directory/pickers.tsx';
import styles from './surveys.module.css';
import { ranges, type useResultFilter } from './use-result-filter.ts';

/** Which answers are shown: of which days, of which team. */
export function FilterBar({
  filter,
  children,
}: {
  filter: ReturnType<typeof useResultFilter>;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles['filters']}>
      <Select
        aria-label={t('metrics.range')}
        style={{ minWidth: 130 }}
        value={filter.range}
        options={ranges.map((value) => ({
          value,
          label: value === 'all' ? t('surveys.rangeAll') : t('surveys.rangeDays', { days: value }),
        }))}
        onChange={(value) => filter.set('days', value)}
      />
      <TeamPicker
        style={{ minWidth: 150 }}
        placeholder={t('surveys.everyTeam')}
        value={filter.team}
        onChange={(value) => filter.set('teamId', value)}
      />
      {children}
    </div>
  );
}

import type { TicketFilter } from '@jingyun/contracts';
import { Checkbox, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, dateIn } from '../../../lib/time/format.ts';
import { startOfDay } from '../../../lib/time/zoned.ts';
import { DateInput } from '../../../ui/date-input.tsx';
import { CustomerPicker } from '../../directory/pickers.tsx';
import { useInstantFormat } from '../../session/session.ts';
import { channels, complaintClasses, kinds, severities } from '../ticket-values.ts';
import styles from './list.module.css';

interface MoreFiltersProps {
  filter: TicketFilter;
  onChange: (change: Partial<TicketFilter>) => void;
}

/** The filters that are used now and then. */
export function MoreFilters({ filter, onChange }: MoreFiltersProps) {
  const { t } = useTranslation();
  const common = { mode: 'multiple', allowClear: true, maxTagCount: 2 } as const;
  return (
    <div className={styles['popover']}>
      <Field label={t('tickets.field.kind')}>
        <Select
          {...common}
          value={filter.kind ?? []}
          options={kinds.map((value) => ({ value, label: t(`tickets.kind.${value}`) }))}
          onChange={(kind) => onChange({ kind })}
        />
      </Field>
      <Field label={t('tickets.field.channel')}>
        <Select
          {...common}
          value={filter.channel ?? []}
          options={channels.map((value) => ({ value, label: t(`tickets.channel.${value}`) }))}
          onChange={(channel) => onChange({ channel })}
        />
      </Field>
      <Field label={t('tickets.field.complaintClass')}>
        <Select
          {...common}
          value={filter.complaintClass ?? []}
          options={complaintClasses.map((value) => ({ value, label: t(`tickets.complaintClass.${value}`) }))}
          onChange={(complaintClass) => onChange({ complaintClass })}
        />
      </Field>
      <Field label={t('tickets.field.severity')}>
        <Select
          {...common}
          value={filter.severity ?? []}
          options={severities.map((value) => ({
            value,
            label: t('tickets.severityValue', { level: value }),
          }))}
          onChange={(severity) => onChange({ severity })}
        />
      </Field>
      <Field label={t('tickets.field.customer')}>
        <CustomerPicker
          value={filter.customer?.[0] ?? null}
          onChange={(id) => onChange({ customer: id ? [id] : undefined })}
        />
      </Field>
      <Field label={t('tickets.field.tags')}>
        <Select
          mode="tags"
          allowClear
          value={filter.tags ?? []}
          onChange={(tags) => onChange({ tags })}
          open={false}
          suffixIcon={null}
        />
      </Field>
      <DayRange
        label={t('tickets.column.created')}
        from="createdFrom"
        to="createdTo"
        filter={filter}
        onChange={onChange}
      />
      <DayRange
        label={t('tickets.column.solved')}
        from="solvedFrom"
        to="solvedTo"
        filter={filter}
        onChange={onChange}
      />
      <div className={styles['wide']}>
        <Checkbox
          checked={filter.following === 'me'}
          onChange={(event) => onChange({ following: event.target.checked ? 'me' : undefined })}
        >
          {t('tickets.filter.following')}
        </Checkbox>
      </div>
    </div>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={styles['field']}>
      <span>{label}</span>
      {children}
    </label>
  );
}

type RangeField = 'createdFrom' | 'createdTo' | 'solvedFrom' | 'solvedTo';

/** Days in the organisation's time zone, both included; the API's instants exclude the end. */
function DayRange({
  label,
  from,
  to,
  filter,
  onChange,
}: MoreFiltersProps & { label: string; from: RangeField; to: RangeField }) {
  const { t } = useTranslation();
  const { timeZone } = useInstantFormat();
  const day = (instant: string | undefined, shift: number) =>
    instant === undefined ? '' : addDays(dateIn(timeZone, new Date(instant)), shift);
  const instant = (date: string, shift: number) =>
    date === '' ? undefined : startOfDay(addDays(date, shift), timeZone);
  return (
    <div className={`${styles['field']} ${styles['wide']}`}>
      <span>{label}</span>
      <div style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
        <DateInput
          label={`${label} ${t('common.from')}`}
          value={day(filter[from], 0)}
          onChange={(date) => onChange({ [from]: instant(date, 0) })}
        />
        –
        <DateInput
          label={`${label} ${t('common.to')}`}
          value={day(filter[to], -1)}
          onChange={(date) => onChange({ [to]: instant(date, 1) })}
        />
      </div>
    </div>
  );
}

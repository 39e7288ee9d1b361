import type { MetricPreset } from '@jingyun/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { clockNow } from '../../lib/time/clock.ts';
import { addDays, dateIn } from '../../lib/time/format.ts';
import { DateInput } from '../../ui/date-input.tsx';
import { useInstantFormat } from '../session/session.ts';

/** A range that moves with today, or days that stand. */
export type RangeChoice = { preset: MetricPreset } | { from: string; to: string };

export const presets = [
  'today',
  'yesterday',
  '7d',
  '30d',
  '90d',
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'thisYear',
  '365d',
] as const satisfies readonly MetricPreset[];

/** Which days a screen shows. */
export function RangePicker({
  value,
  onChange,
}: {
  value: RangeChoice;
  onChange: (range: RangeChoice) => void;
}) {
  const { t } = useTranslation();
  const { timeZone } = useInstantFormat();
  const today = dateIn(timeZone, clockNow());
  const custom = 'from' in value;
  return (
    <>
      <Select<MetricPreset | 'custom'>
        aria-label={t('metrics.range')}
        style={{ minWidth: 112 }}
        value={custom ? 'custom' : value.preset}
        options={[...presets, 'custom' as const].map((preset) => ({
          value: preset,
          label: t(`common.range.${preset}`),
        }))}
        onChange={(preset) =>
          onChange(preset === 'custom' ? { from: addDays(today, -29), to: today } : { preset })
        }
      />
      {custom ? (
        <>
          <DateInput
            label={t('common.from')}
            value={value.from}
            max={value.to}
            onChange={(from) => from !== '' && onChange({ from, to: value.to })}
          />
          <DateInput
            label={t('common.to')}
            value={value.to}
            min={value.from}
            onChange={(to) => to !== '' && onChange({ from: value.from, to })}
          />
        </>
      ) : null}
    </>
  );
}

/** Reads a range from an address. */
export function rangeFrom(parameters: URLSearchParams, fallback: MetricPreset): RangeChoice {
  const [from, to] = [parameters.get('from'), parameters.get('to')];
  const date = /^\d{4}-\d{2}-\d{2}$/;
  if (from !== null && to !== null && date.test(from) && date.test(to) && from <= to) return { from, to };
  const wanted = parameters.get('preset');
  return { preset: presets.find((preset) => preset === wanted) ?? fallback };
}

/** Writes a range into an address, in place of what was there. */
export function rangeInto(parameters: URLSearchParams, range: RangeChoice): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const field of ['preset', 'from', 'to']) next.delete(field);
  for (const [field, value] of Object.entries(range)) next.set(field, value);
  return next;
}

import { InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const sizes = { minutes: 60, hours: 3_600 } as const;
type Unit = keyof typeof sizes;

interface DurationInputProps {
  label: string;
  /** Working seconds; null for no promise. */
  seconds: number | null;
  disabled?: boolean;
  onChange: (seconds: number | null) => void;
}

/** A length of working time in minutes or hours; empty for none. */
export function DurationInput({ label, seconds, disabled = false, onChange }: DurationInputProps) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<Unit>(
    seconds === null || seconds % sizes.hours === 0 ? 'hours' : 'minutes',
  );
  const shown = seconds === null ? null : Math.round((seconds / sizes[unit]) * 100) / 100;
  return (
    <Space.Compact>
      <InputNumber
        style={{ width: 76 }}
        min={0}
        disabled={disabled}
        aria-label={label}
        placeholder="—"
        value={shown}
        onChange={(value) =>
          onChange(value === null || value <= 0 ? null : Math.max(60, Math.round(value * sizes[unit])))
        }
      />
      <Select
        style={{ width: 84 }}
        disabled={disabled}
        aria-label={t('settings.sla.unit')}
        value={unit}
        options={(['minutes', 'hours'] as const).map((value) => ({
          value,
          label: t(`settings.sla.${value}`),
        }))}
        onChange={setUnit}
      />
    </Space.Compact>
  );
}

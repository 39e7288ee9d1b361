import { Input } from 'antd';

interface DateInputProps {
  label?: string | undefined;
  /** `YYYY-MM-DD`, or empty. */
  value?: string;
  onChange?: (date: string) => void;
  min?: string;
  max?: string;
  id?: string;
  disabled?: boolean;
}

/** A calendar date by the browser's own picker: known to everybody, typed on a desk, a wheel on a phone. */
export function DateInput({ label, value = '', onChange, ...rest }: DateInputProps) {
  return (
    <Input
      type="date"
      aria-label={label}
      value={value}
      onChange={(event) => onChange?.(event.target.value)}
      style={{ maxWidth: 160, fontVariantNumeric: 'tabular-nums' }}
      {...rest}
    />
  );
}

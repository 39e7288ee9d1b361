import type { Ticket, TicketChange, TicketField } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, InputNumber, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateInput } from '../../../ui/date-input.tsx';
import { ticketFieldsQuery } from '../../directory/directory.queries.ts';
import { useLocale } from '../../session/session.ts';
import { Property } from './property.tsx';

type Value = Ticket['customFields'][string] | undefined;

interface CustomFieldsProps {
  ticket: Ticket;
  editable: boolean;
  onChange: (change: TicketChange) => void;
}

/** The organisation's own fields that this kind of ticket has. */
export function CustomFields({ ticket, editable, onChange }: CustomFieldsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { data = [] } = useQuery(ticketFieldsQuery);
  const fields = data
    .filter((field) => !field.archived && (field.kinds.length === 0 || field.kinds.includes(ticket.kind)))
    .sort((a, b) => a.position - b.position);
  return fields.map((field) => (
    <Property
      key={field.key}
      label={`${field.names[locale] ?? field.name}${field.requiredToSolve ? ' *' : ''}`}
      hint={field.requiredToSolve ? t('tickets.requiredToSolve') : null}
    >
      <FieldControl
        field={field}
        value={ticket.customFields[field.key]}
        disabled={!editable}
        onSave={(value) => onChange({ customFields: { [field.key]: value } })}
      />
    </Property>
  ));
}

interface FieldControlProps {
  field: TicketField;
  value: Value;
  disabled: boolean;
  onSave: (value: Exclude<Value, undefined>) => void;
}

function FieldControl({ field, value, disabled, onSave }: FieldControlProps) {
  const locale = useLocale();
  const common = { variant: 'filled', size: 'small', disabled, 'aria-label': field.name } as const;
  const options = field.options.map((option) => ({
    value: option.value,
    label: option.names[locale] ?? option.label,
  }));
  switch (field.type) {
    case 'select':
      return (
        <Select
          {...common}
          allowClear
          options={options}
          value={(value as string | undefined) ?? null}
          onChange={(chosen) => onSave(chosen ?? null)}
        />
      );
    case 'multiselect':
      return (
        <Select
          {...common}
          mode="multiple"
          options={options}
          value={(value as string[] | undefined) ?? []}
          onChange={(chosen: string[]) => onSave(chosen)}
        />
      );
    case 'checkbox':
      return (
        <Checkbox
          disabled={disabled}
          checked={value === true}
          onChange={(event) => onSave(event.target.checked)}
          aria-label={field.name}
        />
      );
    case 'date':
      return (
        <DateInput
          label={field.name}
          disabled={disabled}
          value={(value as string | undefined) ?? ''}
          onChange={(date) => onSave(date === '' ? null : date)}
        />
      );
    case 'number':
      return (
        <NumberControl
          label={field.name}
          value={typeof value === 'number' ? value : null}
          disabled={disabled}
          onSave={onSave}
        />
      );
    case 'text':
      return (
        <TextControl
          label={field.name}
          value={typeof value === 'string' ? value : ''}
          disabled={disabled}
          onSave={onSave}
        />
      );
  }
}

/** Text is saved when one leaves the field, not with each letter. */
function TextControl({
  label,
  value,
  disabled,
  onSave,
}: {
  label: string;
  value: string;
  disabled: boolean;
  onSave: (value: string | null) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const save = () => {
    if (text !== value) onSave(text.trim() === '' ? null : text);
  };
  return (
    <Input
      aria-label={label}
      variant="filled"
      size="small"
      disabled={disabled}
      maxLength={5_000}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={save}
      onPressEnter={save}
    />
  );
}

function NumberControl({
  label,
  value,
  disabled,
  onSave,
}: {
  label: string;
  value: number | null;
  disabled: boolean;
  onSave: (value: number | null) => void;
}) {
  const [number, setNumber] = useState(value);
  useEffect(() => setNumber(value), [value]);
  const save = () => {
    if (number !== value) onSave(number);
  };
  return (
    <InputNumber
      aria-label={label}
      variant="filled"
      size="small"
      disabled={disabled}
      value={number}
      onChange={setNumber}
      onBlur={save}
      onPressEnter={save}
      style={{ width: '100%' }}
    />
  );
}

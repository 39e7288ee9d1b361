import { Input, InputNumber, Select, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CategoryPicker, TeamPicker, UserPicker } from '../../directory/pickers.tsx';
import { SurveyPicker } from '../../surveys/survey-picker.tsx';
import { useFieldWords } from '../../tickets/page/field-words.ts';

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  maxLength?: number;
}

type Params = Record<string, unknown>;

const fewFields = 5;

interface ActionParamsProps {
  /** JSON Schema of the action's parameters. */
  schema: Record<string, unknown>;
  value: Params;
  onChange: (params: Params) => void;
}

/** A form for an action's parameters, made from what the action says it takes. */
export function ActionParams({ schema, value, onChange }: ActionParamsProps) {
  const { properties = {}, required = [] } = schema as Schema;
  const { t } = useTranslation();
  const words = useFieldWords();
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());
  const set = (name: string, given: unknown) => {
    const { [name]: _before, ...rest } = value;
    onChange(given === undefined || given === '' || given === null ? rest : { ...rest, [name]: given });
  };
  const label = (name: string) =>
    name === 'surveyId' ? t('surveys.one') : (properties[name]?.title ?? words.label(name));
  const names = Object.keys(properties);
  // An action may take two dozen fields: shown are those it needs and those in use, the others are added by name.
  const few = names.length <= fewFields;
  const shown = names.filter((name) => few || required.includes(name) || name in value || added.has(name));
  const rest = names.filter((name) => !shown.includes(name));
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      {shown.map((name) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
        <label
          key={name}
          style={{ display: 'grid', gridTemplateColumns: '120px 1fr', gap: 8, alignItems: 'start' }}
        >
          <span className="muted" title={properties[name]?.description}>
            {label(name)}
            {required.includes(name) ? ' *' : ''}
          </span>
          <Param
            name={name}
            schema={properties[name] ?? {}}
            value={value[name]}
            onChange={(given) => set(name, given)}
          />
        </label>
      ))}
      {rest.length === 0 ? null : (
        <Select
          style={{ width: 220 }}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('settings.automation.addField')}
          placeholder={t('settings.automation.addField')}
          value={null}
          options={rest.map((name) => ({ value: name, label: label(name) }))}
          onChange={(name: string) => setAdded(new Set([...added, name]))}
        />
      )}
    </div>
  );
}

function Param({
  name,
  schema,
  value,
  onChange,
}: {
  name: string;
  schema: Schema;
  value: unknown;
  onChange: (value: unknown) => void;
}): ReactNode {
  const { t } = useTranslation();
  const words = useFieldWords();
  const inner = schema.anyOf?.find((one) => one.type !== 'null') ?? schema;
  const width = { width: '100%', maxWidth: 360 } as const;
  if (name === 'teamId')
    return <TeamPicker style={width} value={(value as string) ?? null} onChange={onChange} />;
  if (name === 'assigneeId' || name === 'userId')
    return <UserPicker style={width} value={(value as string) ?? null} onChange={onChange} />;
  if (name === 'categoryId')
    return <CategoryPicker style={width} value={value as string} onChange={onChange} />;
  if (name === 'surveyId')
    return <SurveyPicker style={width} value={(value as string) ?? null} onChange={onChange} />;
  if (inner.enum !== undefined) {
    return (
      <Select
        style={width}
        allowClear
        value={(value as string) ?? null}
        options={inner.enum.map((one) => ({ value: String(one), label: words.value(name, one) }))}
        onChange={onChange}
      />
    );
  }
  if (inner.properties !== undefined)
    return (
      <ActionParams
        schema={inner as Record<string, unknown>}
        value={(value as Params) ?? {}}
        onChange={(given) => onChange(Object.keys(given).length === 0 ? undefined : given)}
      />
    );
  switch (Array.isArray(inner.type) ? inner.type[0] : inner.type) {
    case 'boolean':
      return <Switch checked={value === true} onChange={onChange} style={{ justifySelf: 'start' }} />;
    case 'integer':
    case 'number':
      return <InputNumber value={(value as number) ?? null} onChange={onChange} />;
    case 'array':
      return (
        <Select
          mode="tags"
          style={width}
          open={false}
          suffixIcon={null}
          value={(value as string[]) ?? []}
          onChange={(given: string[]) => onChange(given.length === 0 ? undefined : given)}
          placeholder={t('settings.automation.listHint')}
        />
      );
    default:
      return (inner.maxLength ?? 0) > 300 ? (
        <Input.TextArea
          style={{ maxWidth: 460 }}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Input style={width} value={String(value ?? '')} onChange={(event) => onChange(event.target.value)} />
      );
  }
}

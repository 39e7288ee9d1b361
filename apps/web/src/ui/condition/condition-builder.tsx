import 'react-querybuilder/dist/query-builder-layout.css';
import { CloseOutlined } from '@ant-design/icons';
import type { Condition } from '@jingyun/contracts';
import { Button, Input, InputNumber, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ActionProps,
  type Field,
  QueryBuilder,
  type RuleGroupType,
  type ValueEditorProps,
  type VersatileSelectorProps,
} from 'react-querybuilder';
import styles from './condition.module.css';
import {
  type ConditionField,
  fromCondition,
  isUnfinished,
  operatorsOf,
  toCondition,
} from './condition-codec.ts';

interface ConditionBuilderProps {
  fields: readonly ConditionField[];
  value: Condition;
  /** `unfinished` while a row has no value: such a condition is not to be saved. */
  onChange: (condition: Condition, unfinished: boolean) => void;
}

/** A JSONLogic condition as rows of field, comparison and value, in groups of and and or. */
export default function ConditionBuilder({ fields, value, onChange }: ConditionBuilderProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState<RuleGroupType>(() => fromCondition(value));
  const known = useMemo<Field[]>(
    () =>
      fields.map((field) => ({
        name: field.name,
        value: field.name,
        label: field.label,
        operators: operatorsOf(field).map((operator) => ({
          name: operator,
          value: operator,
          label: t(`settings.condition.operator.${operator}`),
        })),
        ...(field.options === undefined
          ? {}
          : {
              values: field.options.map((option) => ({
                name: option.value,
                value: option.value,
                label: option.label,
              })),
            }),
        inputType: field.type === 'number' ? 'number' : 'text',
      })),
    [fields, t],
  );
  return (
    <div className={styles['builder']}>
      <QueryBuilder
        fields={known}
        query={query}
        onQueryChange={(next: RuleGroupType) => {
          setQuery(next);
          onChange(toCondition(next, fields), isUnfinished(next));
        }}
        resetOnFieldChange
        combinators={[
          { name: 'and', value: 'and', label: t('settings.condition.and') },
          { name: 'or', value: 'or', label: t('settings.condition.or') },
        ]}
        controlElements={{
          actionElement: Action,
          valueSelector: Selector,
          fieldSelector: Selector,
          operatorSelector: Selector,
          combinatorSelector: Selector,
          valueEditor: Value,
        }}
        translations={{
          addRule: { label: t('settings.condition.addRule'), title: t('settings.condition.addRule') },
          addGroup: { label: t('settings.condition.addGroup'), title: t('settings.condition.addGroup') },
          removeRule: { label: '×', title: t('common.remove') },
          removeGroup: { label: '×', title: t('common.remove') },
        }}
      />
      {query.rules.length === 0 ? <span className="muted">{t('settings.condition.always')}</span> : null}
      {isUnfinished(query) ? (
        <div role="status" style={{ color: 'var(--warn)' }}>
          {t('settings.condition.unfinished')}
        </div>
      ) : null}
    </div>
  );
}

function Action({ label, title, handleOnClick }: ActionProps) {
  return label === '×' ? (
    <Button
      type="text"
      size="small"
      icon={<CloseOutlined />}
      aria-label={title}
      onClick={(event) => handleOnClick(event)}
    />
  ) : (
    <Button size="small" type="dashed" onClick={(event) => handleOnClick(event)}>
      {label}
    </Button>
  );
}

function Selector({ options, value, handleOnChange, title }: VersatileSelectorProps) {
  return (
    <Select
      size="small"
      aria-label={title}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      style={{ minWidth: 92 }}
      value={value ?? null}
      options={(options as { name: string; label: string }[]).map((option) => ({
        value: option.name,
        label: option.label,
      }))}
      onChange={(chosen) => handleOnChange(chosen)}
    />
  );
}

function Value({ operator, value, handleOnChange, fieldData, inputType, title }: ValueEditorProps) {
  const options = (fieldData.values as { name: string; label: string }[] | undefined)?.map((option) => ({
    value: option.name,
    label: option.label,
  }));
  const many = operator === 'in' || operator === 'notIn';
  const list =
    typeof value === 'string' ? value.split(',').filter(Boolean) : ((value as string[] | undefined) ?? []);
  if (many) {
    return (
      <Select
        size="small"
        aria-label={title}
        mode={options === undefined ? 'tags' : 'multiple'}
        style={{ minWidth: 180 }}
        value={list}
        {...(options === undefined
          ? { open: false }
          : { options, showSearch: { optionFilterProp: 'label' } })}
        onChange={(chosen: string[]) => handleOnChange(chosen)}
      />
    );
  }
  if (options !== undefined) {
    return (
      <Select
        size="small"
        aria-label={title}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ minWidth: 150 }}
        value={(value as string) || null}
        options={options}
        onChange={(chosen) => handleOnChange(chosen)}
      />
    );
  }
  if (inputType === 'number') {
    return (
      <InputNumber
        size="small"
        aria-label={title}
        value={value === '' ? null : Number(value)}
        onChange={(chosen) => handleOnChange(chosen ?? '')}
      />
    );
  }
  return (
    <Input
      size="small"
      aria-label={title}
      style={{ width: 160 }}
      maxLength={500}
      value={String(value ?? '')}
      onChange={(event) => handleOnChange(event.target.value)}
    />
  );
}

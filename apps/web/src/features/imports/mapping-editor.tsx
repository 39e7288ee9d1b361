import type { ImportField, ImportMapping, ImportSniff, MappedColumn } from '@jingyun/contracts';
import { Input, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZoneOptions } from '../../lib/time/time-zones.ts';
import {
  dateFields,
  dateFormats,
  type FieldGroup,
  fieldGroups,
  meanings,
  neededFields,
} from './import-fields.ts';
import styles from './imports.module.css';
import { KeptColumns } from './kept-columns.tsx';
import { useMeaningWords } from './use-meaning-words.ts';

interface MappingEditorProps {
  headers: readonly string[];
  sample: ImportSniff['sample'];
  mapping: ImportMapping;
  onChange: (mapping: ImportMapping) => void;
}

/** Which column feeds which field, and how the file writes its dates. */
export function MappingEditor({ headers, sample, mapping, onChange }: MappingEditorProps) {
  const { t } = useTranslation();
  const words = useMeaningWords();
  const set = (change: Partial<ImportMapping>) => onChange({ ...mapping, ...change });
  const setColumn = (field: ImportField, column: MappedColumn | undefined) => {
    const { [field]: _before, ...rest } = mapping.columns;
    set({ columns: column === undefined ? rest : { ...rest, [field]: column } });
  };
  const groups = (Object.keys(fieldGroups) as FieldGroup[]).filter(
    (group) => group !== 'change' || mapping.shape === 'history',
  );
  const defaults = (field: 'kind' | 'channel' | 'priority' | 'status') => (
    <Setting key={field} label={t('imports.defaultFor', { field: t(`imports.field.${field}`) })}>
      <Select
        value={mapping.defaults[field]}
        options={meanings[field].map((value) => ({ value, label: words(field, value) }))}
        onChange={(value) => set({ defaults: { ...mapping.defaults, [field]: value } })}
      />
    </Setting>
  );

  return (
    <div className={styles['mapping']}>
      <div className={styles['settings']}>
        <Setting label={t('imports.shape.label')} wide>
          <Radio.Group
            value={mapping.shape}
            onChange={(event) => set({ shape: event.target.value as ImportMapping['shape'] })}
            options={(['ticket', 'history'] as const).map((value) => ({
              value,
              label: t(`imports.shape.${value}`),
            }))}
          />
        </Setting>
        <Setting label={t('imports.source')} hint={t('imports.sourceHint')}>
          <Input
            value={mapping.source}
            maxLength={50}
            onChange={(event) =>
              set({ source: event.target.value.toLowerCase().replace(/[^a-z0-9-]/g, '-') })
            }
          />
        </Setting>
        <Setting label={t('imports.timeZone')}>
          <Select
            allowClear
            showSearch
            value={mapping.timeZone ?? null}
            placeholder={t('imports.timeZoneDefault')}
            options={timeZoneOptions()}
            onChange={(timeZone: string | undefined) => {
              const { timeZone: _before, ...rest } = mapping;
              onChange(timeZone === undefined ? rest : { ...rest, timeZone });
            }}
          />
        </Setting>
        <Setting label={t('imports.unknown')} hint={t('imports.unknownHint')}>
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            value={mapping.unknown}
            onChange={(unknown: string[]) => set({ unknown })}
          />
        </Setting>
        {mapping.shape === 'history' ? (
          <>
            <Setting label={t('imports.order.label')}>
              <Select
                value={mapping.order}
                options={(['file', 'reversed', 'time'] as const).map((value) => ({
                  value,
                  label: t(`imports.order.${value}`),
                }))}
                onChange={(order) => set({ order })}
              />
            </Setting>
            <Setting label={t('imports.firstResponse.label')}>
              <Select
                value={mapping.firstResponse}
                options={(['accepted', 'none'] as const).map((value) => ({
                  value,
                  label: t(`imports.firstResponse.${value}`),
                }))}
                onChange={(firstResponse) => set({ firstResponse })}
              />
            </Setting>
          </>
        ) : null}
        {(['kind', 'channel', 'priority', 'status'] as const).map(defaults)}
      </div>
      <div className={styles['fields']}>
        {groups.map((group) => (
          <section key={group}>
            <h3 className={styles['group']}>{t(`imports.group.${group}`)}</h3>
            {fieldGroups[group].map((field) => {
              const mapped = mapping.columns[field];
              const needed = neededFields[mapping.shape].includes(field);
              const example =
                mapped === undefined
                  ? undefined
                  : sample
                      .map((row) => row.values[mapped.column])
                      .find((value) => value !== undefined && value !== '');
              return (
                <div key={field} className={styles['field']} data-missing={needed && mapped === undefined}>
                  <span>
                    {t(`imports.field.${field}`)}
                    {needed ? ' *' : ''}
                  </span>
                  <Select
                    allowClear
                    showSearch
                    size="small"
                    aria-label={t(`imports.field.${field}`)}
                    placeholder={t('imports.noColumn')}
                    value={mapped?.column ?? null}
                    popupMatchSelectWidth={false}
                    options={headers.map((value) => ({ value, label: value }))}
                    onChange={(column: string | undefined) =>
                      setColumn(
                        field,
                        column === undefined
                          ? undefined
                          : {
                              column,
                              ...(dateFields.includes(field)
                                ? { dateFormat: mapped?.dateFormat ?? 'iso' }
                                : {}),
                            },
                      )
                    }
                  />
                  {dateFields.includes(field) && mapped !== undefined ? (
                    <Select
                      size="small"
                      aria-label={t('imports.dateFormat')}
                      value={mapped.dateFormat ?? 'iso'}
                      popupMatchSelectWidth={false}
                      options={dateFormats.map((value) => ({ value, label: t(`imports.date.${value}`) }))}
                      onChange={(dateFormat) => setColumn(field, { ...mapped, dateFormat })}
                    />
                  ) : (
                    <span className="faint ellipsis" title={example}>
                      {example}
                    </span>
                  )}
                </div>
              );
            })}
          </section>
        ))}
      </div>
      <KeptColumns headers={headers} mapping={mapping} onChange={(keep) => set({ keep })} />
    </div>
  );
}

function Setting({
  label,
  hint,
  wide = false,
  children,
}: {
  label: string;
  hint?: string;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={`${styles['setting']} ${wide ? styles['wide'] : ''}`}>
      <span className="muted">{label}</span>
      {children}
      {hint === undefined ? null : <span className="faint">{hint}</span>}
    </label>
  );
}

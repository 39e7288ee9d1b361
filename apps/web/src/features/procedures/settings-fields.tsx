import type { ProcedureMatching, ProcedureSettings } from '@jingyun/contracts';
import { Checkbox, Form, Input, Radio, Select, TreeSelect } from 'antd';
import { useTranslation } from 'react-i18next';
import { localeNames, locales } from '../../lib/i18n/locale.ts';
import { useCategoryTree } from '../directory/directory.queries.ts';
import { UserPicker } from '../directory/pickers.tsx';
import { channels, kinds } from '../tickets/ticket-values.ts';
import styles from './procedures.module.css';

const starts = ['ticket', 'handover', 'manual'] as const satisfies readonly ProcedureMatching['start'][];

/** What a form of settings holds; names of languages that nobody wrote are empty. */
export interface SettingsForm {
  code: string;
  name: Record<string, string | undefined>;
  kind: ProcedureSettings['kind'];
  ownerId?: string | null;
  fourEyes: boolean;
  matching: ProcedureMatching;
}

export const emptySettings: SettingsForm = {
  code: '',
  name: {},
  kind: 'sop',
  ownerId: null,
  fourEyes: true,
  matching: { start: 'ticket', ticketKinds: [], categoryIds: [], channels: [] },
};

/** What the server takes of a form. */
export function settingsOf(form: SettingsForm): ProcedureSettings {
  const { code, kind, ownerId, fourEyes, matching } = form;
  const name = Object.fromEntries(
    locales.flatMap((locale) => {
      const text = form.name[locale]?.trim() ?? '';
      return text === '' ? [] : [[locale, text]];
    }),
  );
  return { code: code.trim(), name, kind, ownerId: ownerId ?? null, fourEyes, matching };
}

/** Name, code, owner, on which tickets it runs, and whether four eyes approve it; inside a Form. */
export function SettingsFields() {
  const { t } = useTranslation();
  const tree = useCategoryTree();
  const start = Form.useWatch(['matching', 'start']);
  return (
    <>
      <Form.Item label={t('common.name')} style={{ marginBottom: 0 }}>
        <div className={styles['words']}>
          {locales.map((locale, at) => (
            <Form.Item
              key={locale}
              name={['name', locale]}
              {...(at === 0
                ? {
                    dependencies: locales.slice(1).map((other) => ['name', other]),
                    rules: [
                      ({ getFieldValue }) => ({
                        validator: () =>
                          locales.some(
                            (one) =>
                              ((getFieldValue(['name', one]) as string | undefined) ?? '').trim() !== '',
                          )
                            ? Promise.resolve()
                            : Promise.reject(new Error(t('procedures.nameMissing'))),
                      }),
                    ],
                  }
                : {})}
            >
              <Input
                maxLength={100}
                aria-label={`${t('common.name')} ${localeNames[locale]}`}
                placeholder={localeNames[locale]}
              />
            </Form.Item>
          ))}
        </div>
      </Form.Item>
      <div className={styles['words']}>
        <Form.Item
          name="code"
          label={t('procedures.code')}
          rules={[{ required: true, whitespace: true, message: t('procedures.codeMissing') }]}
        >
          <Input maxLength={40} placeholder="SOP-001" className="mono" />
        </Form.Item>
        <Form.Item name="kind" label={t('procedures.kindLabel')}>
          <Radio.Group
            options={(['sop', 'standard'] as const).map((value) => ({
              value,
              label: t(`procedures.kind.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="ownerId" label={t('procedures.owner')}>
          <UserPicker aria-label={t('procedures.owner')} placeholder={t('common.none')} />
        </Form.Item>
      </div>
      <Form.Item name={['matching', 'start']} label={t('procedures.start.label')}>
        <Radio.Group options={starts.map((value) => ({ value, label: t(`procedures.start.${value}`) }))} />
      </Form.Item>
      {start === 'manual' ? null : (
        <div className={styles['words']}>
          <Form.Item name={['matching', 'ticketKinds']} label={t('procedures.ticketKinds')}>
            <Select
              mode="multiple"
              allowClear
              placeholder={t('procedures.any')}
              options={kinds.map((value) => ({ value, label: t(`tickets.kind.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name={['matching', 'categoryIds']} label={t('procedures.ticketCategories')}>
            <TreeSelect
              multiple
              allowClear
              treeData={tree}
              placeholder={t('procedures.any')}
              showSearch={{ treeNodeFilterProp: 'title' }}
            />
          </Form.Item>
          <Form.Item name={['matching', 'channels']} label={t('procedures.ticketChannels')}>
            <Select
              mode="multiple"
              allowClear
              placeholder={t('procedures.any')}
              options={channels.map((value) => ({ value, label: t(`tickets.channel.${value}`) }))}
            />
          </Form.Item>
        </div>
      )}
      <Form.Item name="fourEyes" valuePropName="checked" extra={t('procedures.fourEyesHint')}>
        <Checkbox>{t('procedures.fourEyes')}</Checkbox>
      </Form.Item>
    </>
  );
}

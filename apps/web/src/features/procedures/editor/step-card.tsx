import { DeleteOutlined, DownOutlined, HolderOutlined, RightOutlined } from '@ant-design/icons';
import type { Locale, ProcedureStep, ProcedureWords } from '@jingyun/contracts';
import { Button, Input, InputNumber, Select, Skeleton, Switch } from 'antd';
import { type ComponentProps, lazy, Suspense, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { NumberedStep } from '../procedure-numbers.ts';
import { StepTags } from '../procedure-view.tsx';
import { textFor, withText } from '../procedure-words.ts';
import styles from '../procedures.module.css';
import { roles } from '../roles.ts';
import { ChecklistInput } from './checklist-input.tsx';

const BodyEditor = lazy(() => import('./body-editor.tsx'));

interface StepCardProps extends NumberedStep {
  /** The other steps, which this one may wait for. */
  others: readonly NumberedStep[];
  /** The language that stands in for missing ones. */
  own: Locale;
  writing: Locale;
  open: boolean;
  dragged: boolean;
  /** What makes a button the handle by which the row is moved. */
  handle: ComponentProps<'button'>;
  onOpen: (open: boolean) => void;
  onChange: (change: Partial<ProcedureStep>) => void;
  /** Null for the only step there is. */
  onRemove: (() => void) | null;
}

/** One step: a row, which opens into everything that can be said of it. */
export function StepCard(props: StepCardProps) {
  const { step, number, own, writing, open, dragged, handle, onOpen, onRemove } = props;
  const { t } = useTranslation();
  const id = useId();
  return (
    <li className={styles['stepCard']} data-drag-row={step.key} data-dragged={dragged}>
      <div className={styles['stepRow']}>
        <button
          type="button"
          className={styles['handle']}
          aria-label={t('procedures.moveStep', { number })}
          title={t('procedures.moveStepHint')}
          {...handle}
        >
          <HolderOutlined aria-hidden />
        </button>
        <button
          type="button"
          className={styles['stepOpen']}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => onOpen(!open)}
        >
          {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
          <span className="num faint">{number}</span>
          <span>{textFor(step.title, writing, own)}</span>
        </button>
        {open ? null : <StepTags step={step} />}
        <Button
          size="small"
          type="text"
          danger
          icon={<DeleteOutlined />}
          disabled={onRemove === null}
          aria-label={t('procedures.removeStep', { number })}
          onClick={() => onRemove?.()}
        />
      </div>
      {open ? (
        <div id={id} className={styles['stepForm']}>
          <StepForm {...props} />
        </div>
      ) : null}
    </li>
  );
}

function StepForm({ step, others, own, writing, onChange }: StepCardProps) {
  const { t } = useTranslation();
  const words = (field: 'title' | 'body' | 'script', text: string): Partial<ProcedureStep> => {
    const next: ProcedureWords | undefined = withText(step[field], writing, text);
    return field === 'title' ? { title: next ?? {} } : { [field]: next };
  };
  const hint = (of: ProcedureWords | undefined) =>
    of?.[writing] === undefined ? textFor(of, writing, own) : '';
  return (
    <>
      <div className={styles['field']}>
        {t('procedures.field.title')}
        <Input
          aria-label={t('procedures.field.title')}
          maxLength={200}
          placeholder={hint(step.title)}
          value={step.title[writing] ?? ''}
          onChange={(event) => onChange(words('title', event.target.value))}
        />
      </div>
      <div className={styles['line']}>
        <Switch
          aria-label={t('procedures.mandatory')}
          checked={step.mandatory}
          onChange={(mandatory) => onChange({ mandatory })}
        />
        {t('procedures.mandatory')}
        <InputNumber
          style={{ width: 170 }}
          aria-label={t('procedures.field.minutes')}
          prefix={<span className={styles['prefix']}>{t('procedures.within')}</span>}
          suffix={t('procedures.minutes')}
          min={1}
          max={43_200}
          precision={0}
          placeholder="—"
          value={step.minutes}
          onChange={(minutes) => onChange({ minutes })}
        />
        <Select
          style={{ minWidth: 150 }}
          allowClear
          aria-label={t('procedures.field.role')}
          placeholder={t('procedures.whoever')}
          value={step.role}
          options={roles.map((value) => ({ value, label: t(`procedures.role.${value}`) }))}
          onChange={(role) => onChange({ role: role ?? null })}
        />
        <Select
          className={styles['requires'] ?? ''}
          mode="multiple"
          allowClear
          aria-label={t('procedures.field.requires')}
          placeholder={t('procedures.field.requires')}
          showSearch={{ optionFilterProp: 'label' }}
          value={step.requires}
          options={others.map((other) => ({
            value: other.step.key,
            label: `${other.number} ${textFor(other.step.title, writing, own)}`,
          }))}
          onChange={(requires) => onChange({ requires })}
        />
      </div>
      <div className={styles['field']}>
        {t('procedures.field.body')}
        <Suspense fallback={<Skeleton.Input active block style={{ height: 110 }} />}>
          <BodyEditor
            key={`${step.key} ${writing}`}
            label={t('procedures.field.body')}
            placeholder={t('procedures.bodyHint')}
            html={step.body?.[writing] ?? ''}
            onChange={(html) => onChange(words('body', html))}
          />
        </Suspense>
      </div>
      <ChecklistInput
        items={step.checklist}
        own={own}
        writing={writing}
        onChange={(checklist) => onChange({ checklist })}
      />
      <div className={styles['field']}>
        {t('procedures.script')}
        <Input.TextArea
          aria-label={t('procedures.script')}
          autoSize={{ minRows: 2 }}
          maxLength={4_000}
          placeholder={hint(step.script) || t('procedures.scriptHint')}
          value={step.script?.[writing] ?? ''}
          onChange={(event) => onChange(words('script', event.target.value))}
        />
      </div>
    </>
  );
}

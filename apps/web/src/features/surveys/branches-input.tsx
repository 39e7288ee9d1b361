import { DeleteOutlined } from '@ant-design/icons';
import {
  type Locale,
  numberRange,
  type SurveyBranch,
  type SurveyQuestion,
  surveyEnd,
  surveyText,
} from '@jingyun/contracts';
import { Button, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../session/session.ts';
import styles from './surveys.module.css';

interface BranchesInputProps {
  question: SurveyQuestion;
  /** The questions after this one: branches lead forward, so that they never go round. */
  later: readonly SurveyQuestion[];
  /** The survey's own language. */
  locale: Locale;
  onChange: (branches: SurveyBranch[]) => void;
}

/** Where answers lead on: a range of scores or some options to a later question, or to the end. */
export function BranchesInput({ question, later, locale, onChange }: BranchesInputProps) {
  const { t } = useTranslation();
  const reader = useLocale();
  const range = numberRange(question);
  const options = 'options' in question ? question.options : [];
  const { branches } = question;
  const targets = [
    ...later.map(({ id, title }) => ({ value: id, label: surveyText(title, reader, locale) })),
    { value: surveyEnd, label: t('surveys.end') },
  ];
  const set = (index: number, change: Partial<SurveyBranch>) =>
    onChange(branches.map((branch, position) => (position === index ? { ...branch, ...change } : branch)));
  const add = () => {
    const when = range === null ? { options: [options[0]?.id ?? 'a'] } : { from: range.max, to: range.max };
    onChange([...branches, { when, goTo: surveyEnd }]);
  };
  return (
    <div className={styles['question']}>
      {branches.map((branch, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: branches have no identity but their place
        <div key={index} className={styles['line']}>
          {t('surveys.ifAnswer')}
          {'from' in branch.when && range !== null ? (
            <Range when={branch.when} range={range} onChange={(when) => set(index, { when })} />
          ) : 'options' in branch.when ? (
            <Select
              mode="multiple"
              aria-label={t('surveys.options')}
              style={{ minWidth: 180 }}
              value={branch.when.options}
              options={options.map(({ id, label }) => ({
                value: id,
                label: surveyText(label, reader, locale),
              }))}
              onChange={(chosen) => set(index, { when: { options: chosen } })}
            />
          ) : null}
          {t('surveys.goTo')}
          <Select
            aria-label={t('surveys.goTo')}
            style={{ minWidth: 200 }}
            value={branch.goTo}
            options={targets}
            onChange={(goTo) => set(index, { goTo })}
          />
          <Button
            type="text"
            danger
            icon={<DeleteOutlined />}
            aria-label={t('common.delete')}
            onClick={() => onChange(branches.filter((one) => one !== branch))}
          />
        </div>
      ))}
      <div>
        <Button size="small" onClick={add}>
          {t('surveys.addBranch')}
        </Button>
      </div>
    </div>
  );
}

type Bounds = { from: number; to: number };

function Range({
  when,
  range,
  onChange,
}: {
  when: Bounds;
  range: { min: number; max: number };
  onChange: (when: Bounds) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <InputNumber
        aria-label={t('common.from')}
        {...range}
        value={when.from}
        onChange={(from) => onChange({ ...when, from: from ?? range.min })}
      />
      –
      <InputNumber
        aria-label={t('common.to')}
        {...range}
        value={when.to}
        onChange={(to) => onChange({ ...when, to: to ?? range.max })}
      />
    </>
  );
}

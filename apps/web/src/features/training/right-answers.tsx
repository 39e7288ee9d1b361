import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { WordsInput } from '../surveys/words-input.tsx';
import { freeOption, markRight, type QuestionDraft, withoutOption } from './question-draft.ts';
import styles from './training.module.css';

/** What may be answered, and which of it is right. */
export function RightAnswers({
  content,
  onChange,
}: {
  content: QuestionDraft;
  onChange: (content: QuestionDraft) => void;
}) {
  const { t } = useTranslation();
  if (content.kind === 'trueFalse')
    return (
      <Radio.Group
        aria-label={t('training.rightAnswer')}
        value={content.right}
        options={[
          { value: true, label: t('training.true') },
          { value: false, label: t('training.false') },
        ]}
        onChange={(event) => onChange({ ...content, right: event.target.value as boolean })}
      />
    );
  if (content.kind === 'text')
    return (
      <div>
        <div className="muted">{t('training.accepted')}</div>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          style={{ width: '100%' }}
          aria-label={t('training.accepted')}
          placeholder={t('training.acceptedHint')}
          value={content.right}
          onChange={(right: string[]) => onChange({ ...content, right: right.slice(0, 20) })}
        />
      </div>
    );
  const Mark = content.kind === 'single' ? Radio : Checkbox;
  return (
    <div className={styles['stack']}>
      <div className="muted">{t(content.kind === 'single' ? 'training.markOne' : 'training.markAll')}</div>
      {content.options.map((option, index) => (
        <div key={option.id} className={styles['options']}>
          <Mark
            aria-label={t('training.isRight', { number: index + 1 })}
            checked={content.right.includes(option.id)}
            onChange={(event) => onChange(markRight(content, option.id, event.target.checked))}
          />
          <WordsInput
            label={t('training.option', { number: index + 1 })}
            value={option.label}
            onChange={(label) =>
              onChange({
                ...content,
                options: content.options.map((one) =>
                  one === option ? { ...one, label: label ?? {} } : one,
                ),
              })
            }
          />
          <Button
            type="text"
            danger
            icon={<DeleteOutlined />}
            disabled={content.options.length <= 2}
            aria-label={t('training.removeOption', { number: index + 1 })}
            onClick={() => onChange(withoutOption(content, option.id))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={content.options.length >= 10}
          onClick={() =>
            onChange({ ...content, options: [...content.options, { id: freeOption(content), label: {} }] })
          }
        >
          {t('training.addOption')}
        </Button>
      </div>
    </div>
  );
}

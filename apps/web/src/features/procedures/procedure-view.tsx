import { ClockCircleOutlined } from '@ant-design/icons';
import type { ProcedureContent, ProcedureStep } from '@jingyun/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../lib/time/duration.ts';
import { Panel } from '../../ui/page.tsx';
import { RichText } from '../../ui/rich-text.tsx';
import { useLocale } from '../session/session.ts';
import { type NumberedStep, stagesWithNumbers } from './procedure-numbers.ts';
import { textFor } from './procedure-words.ts';
import styles from './procedures.module.css';

/** What a version says, in the reader's language. */
export function ProcedureView({ content }: { content: ProcedureContent }) {
  const { t } = useTranslation();
  const reader = useLocale();
  const own = content.locale;
  const stages = stagesWithNumbers(content);
  const numbers = new Map(stages.flatMap(({ steps }) => steps.map(({ step, number }) => [step.key, number])));
  return (
    <div className={styles['stack']}>
      {content.purpose === undefined ? null : (
        <p className={styles['purpose']}>{textFor(content.purpose, reader, own)}</p>
      )}
      {stages.map(({ stage, number, steps }) => (
        <Panel key={stage.key} title={`${number}. ${textFor(stage.title, reader, own)}`}>
          <ol className={styles['steps']} aria-label={textFor(stage.title, reader, own)}>
            {steps.map(({ step, number: stepNumber }) => (
              <li key={step.key} className={styles['step']}>
                <div className={styles['line']}>
                  <strong>
                    <span className="num faint">{stepNumber}</span> {textFor(step.title, reader, own)}
                  </strong>
                  <StepTags step={step} />
                </div>
                {step.requires.length === 0 ? null : (
                  <div className="muted">
                    {t('procedures.after', {
                      steps: step.requires.map((key) => numbers.get(key) ?? key).join(t('procedures.comma')),
                    })}
                  </div>
                )}
                <StepWords step={step} content={content} />
                {step.checklist.length === 0 ? null : (
                  <ul className={styles['checklist']}>
                    {step.checklist.map((item) => (
                      <li key={item.key}>{textFor(item.text, reader, own)}</li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ol>
        </Panel>
      ))}
    </div>
  );
}

/** What is asked of a step: whether it must be done, by when, by whom. */
export function StepTags({ step }: { step: ProcedureStep }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <>
      {step.mandatory ? <Tag className={styles['warn'] ?? ''}>{t('procedures.mandatory')}</Tag> : null}
      {step.minutes === null ? null : (
        <Tag icon={<ClockCircleOutlined />}>{formatDuration(step.minutes * 60, locale)}</Tag>
      )}
      {step.role === null ? null : <Tag>{t(`procedures.role.${step.role}`)}</Tag>}
    </>
  );
}

/** How a step is done, and what is said. */
export function StepWords({ step, content }: { step: NumberedStep['step']; content: ProcedureContent }) {
  const { t } = useTranslation();
  const reader = useLocale();
  const html = textFor(step.body, reader, content.locale);
  const script = textFor(step.script, reader, content.locale);
  return (
    <>
      {html === '' ? null : <RichText html={html} />}
      {script === '' ? null : (
        <figure className={styles['script']} aria-label={t('procedures.script')}>
          <figcaption className="faint">{t('procedures.script')}</figcaption>
          <blockquote>{script}</blockquote>
        </figure>
      )}
    </>
  );
}

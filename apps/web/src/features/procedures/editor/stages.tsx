import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { Locale, ProcedureContent, ProcedureStage } from '@jingyun/contracts';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../ui/page.tsx';
import {
  addStep,
  changeStage,
  changeStep,
  moveStage,
  moveStep,
  placeStep,
  removeStage,
  removeStep,
} from '../procedure-draft.ts';
import { stagesWithNumbers } from '../procedure-numbers.ts';
import { textFor, withText } from '../procedure-words.ts';
import styles from '../procedures.module.css';
import { StepCard } from './step-card.tsx';
import { useDragOrder } from './use-drag-order.ts';

interface StagesProps {
  content: ProcedureContent;
  /** The language that is being written. */
  writing: Locale;
  onChange: (stages: ProcedureStage[]) => void;
}

/** Stages with their steps; one step is open at a time, so that a long procedure stays easy to survey. */
export function Stages({ content, writing, onChange }: StagesProps) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { stages, locale } = content;
  const [open, setOpen] = useState<string | null>(
    stages.length === 1 && stages[0]?.steps.length === 1 ? (stages[0].steps[0]?.key ?? null) : null,
  );
  const order = useDragOrder({
    onPlace: (key, beside, after) => onChange(placeStep(stages, key, beside, after)),
    onMove: (key, by) => onChange(moveStep(stages, key, by)),
  });
  const numbered = stagesWithNumbers(content);
  const all = numbered.flatMap(({ steps }) => steps);
  const remove = (stage: ProcedureStage) =>
    modal.confirm({
      title: t('common.confirmDelete', { name: textFor(stage.title, writing, locale) }),
      content: t('procedures.removeStageHint', { count: stage.steps.length }),
      okButtonProps: { danger: true },
      onOk: () => onChange(removeStage(stages, stage.key)),
    });
  return numbered.map(({ stage, number, steps }) => (
    <Panel
      key={stage.key}
      title={
        <Input
          aria-label={t('procedures.stageTitle', { number })}
          prefix={`${number}.`}
          maxLength={200}
          className={styles['stageTitle'] ?? ''}
          placeholder={textFor(stage.title, writing, locale)}
          value={stage.title[writing] ?? ''}
          onChange={(event) =>
            onChange(
              changeStage(stages, stage.key, {
                title: withText(stage.title, writing, event.target.value) ?? {},
              }),
            )
          }
        />
      }
      extra={
        <>
          <Button
            size="small"
            type="text"
            icon={<ArrowUpOutlined />}
            disabled={number === 1}
            aria-label={t('procedures.stageUp', { number })}
            onClick={() => onChange(moveStage(stages, stage.key, -1))}
          />
          <Button
            size="small"
            type="text"
            icon={<ArrowDownOutlined />}
            disabled={number === stages.length}
            aria-label={t('procedures.stageDown', { number })}
            onClick={() => onChange(moveStage(stages, stage.key, 1))}
          />
          <Button
            size="small"
            type="text"
            danger
            icon={<DeleteOutlined />}
            disabled={stages.length === 1}
            aria-label={t('procedures.removeStage', { number })}
            onClick={() => remove(stage)}
          />
        </>
      }
    >
      <ol className={styles['steps']}>
        {steps.map((one) => (
          <StepCard
            key={one.step.key}
            {...one}
            others={all.filter(({ step }) => step.key !== one.step.key)}
            own={locale}
            writing={writing}
            open={open === one.step.key}
            dragged={order.dragged === one.step.key}
            handle={order.handle(one.step.key)}
            onOpen={(isOpen) => setOpen(isOpen ? one.step.key : null)}
            onChange={(change) => onChange(changeStep(stages, one.step.key, change))}
            onRemove={all.length === 1 ? null : () => onChange(removeStep(stages, one.step.key))}
          />
        ))}
      </ol>
      <Button
        size="small"
        icon={<PlusOutlined />}
        disabled={all.length >= 60}
        onClick={() => {
          const added = addStep(stages, stage.key, writing, t('procedures.stepName'));
          onChange(added.stages);
          setOpen(added.key);
        }}
      >
        {t('procedures.addStep')}
      </Button>
    </Panel>
  ));
}

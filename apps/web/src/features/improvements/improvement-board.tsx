import type { ImprovementStage, ImprovementSummary } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useErrorText } from '../../ui/use-error-text.ts';
import { BoardColumn } from './board-column.tsx';
import { type ImprovementFilter, moveStage } from './improvement.queries.ts';
import { stages } from './improvement-marks.tsx';
import styles from './improvements.module.css';

type OpenStage = Exclude<ImprovementStage, 'closed'>;

/** Improvements by stage. Cards are moved by hand or by their menu, and only through the gates. */
export function ImprovementBoard({ filter }: { filter: ImprovementFilter }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { notification } = App.useApp();
  const errorText = useErrorText();
  const [dragged, setDragged] = useState<ImprovementSummary | null>(null);
  const moving = useMutation({
    mutationFn: ({ row, to }: { row: ImprovementSummary; to: OpenStage }) => moveStage(row, to),
    // The gate's words, with the way to what is missing.
    onError: (error, { row }) =>
      notification.warning({
        key: row.id,
        role: 'alert',
        duration: 12,
        title: t('improvements.notMoved', { title: row.title }),
        description: errorText(error),
        actions: (
          <Button
            size="small"
            type="primary"
            onClick={() => {
              notification.destroy(row.id);
              navigate(`/improvements/${row.id}`);
            }}
          >
            {t('improvements.goThere')}
          </Button>
        ),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['improvements'] }),
  });
  const move = (row: ImprovementSummary, to: ImprovementStage) => {
    setDragged(null);
    if (row.stage === to || row.stage === 'closed') return;
    // How it ended is said where it is closed.
    if (to === 'closed') navigate(`/improvements/${row.id}?close=1`);
    else moving.mutate({ row, to });
  };
  return (
    <div className={styles['board']}>
      {stages.map((stage) => (
        <BoardColumn
          key={stage}
          stage={stage}
          filter={filter}
          dragged={dragged}
          onDrag={setDragged}
          onMove={move}
        />
      ))}
    </div>
  );
}

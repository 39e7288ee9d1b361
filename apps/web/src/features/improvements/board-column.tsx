import { EllipsisOutlined } from '@ant-design/icons';
import type { ImprovementStage, ImprovementSummary } from '@jingyun/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Person } from '../../ui/person.tsx';
import { ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useMay } from '../session/session.ts';
import { type ImprovementFilter, improvementListQuery } from './improvement.queries.ts';
import { MeasureCount, ResultMark, StageMark, stages } from './improvement-marks.tsx';
import styles from './improvements.module.css';

interface Moving {
  dragged: ImprovementSummary | null;
  onDrag: (row: ImprovementSummary | null) => void;
  onMove: (row: ImprovementSummary, to: ImprovementStage) => void;
}

/** One stage of the board with its cards; a card may be dropped on it. */
export function BoardColumn({
  stage,
  filter,
  ...moving
}: Moving & { stage: ImprovementStage; filter: ImprovementFilter }) {
  const { t } = useTranslation();
  const { outcome: _, ...narrowed } = filter;
  const list = useInfiniteQuery(improvementListQuery({ ...narrowed, stage }, 30));
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const { dragged, onMove } = moving;
  const takes = dragged !== null && dragged.stage !== stage;
  return (
    // Dropping is a shortcut; the card's menu does the same.
    <section
      aria-label={t(`improvements.stage.${stage}`)}
      className={`${styles['column']} ${takes ? styles['takes'] : ''}`}
      onDragOver={(event) => {
        if (takes) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        if (dragged !== null) onMove(dragged, stage);
      }}
    >
      <h2>
        {t(`improvements.stage.${stage}`)}{' '}
        <span className="faint num">
          {rows.length}
          {list.hasNextPage ? '+' : ''}
        </span>
      </h2>
      {list.isPending ? (
        <LoadingRows rows={3} />
      ) : list.isError ? (
        <ErrorState compact error={list.error} retry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <p className="faint">{t('improvements.nothingHere')}</p>
      ) : (
        rows.map((row) => <Card key={row.id} row={row} {...moving} />)
      )}
      {list.hasNextPage ? (
        <Button
          size="small"
          block
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('common.loadMore')}
        </Button>
      ) : null}
    </section>
  );
}

function Card({ row, onDrag, onMove }: Moving & { row: ImprovementSummary }) {
  const { t } = useTranslation();
  const may = useMay();
  const movable = may('improvements.manage') && row.stage !== 'closed';
  return (
    <article
      className={styles['card']}
      draggable={movable}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        // Firefox drags nothing that carries nothing.
        event.dataTransfer.setData('text/plain', row.title);
        onDrag(row);
      }}
      onDragEnd={() => onDrag(null)}
    >
      <div className={styles['cardHead']}>
        <Link to={`/improvements/${row.id}`} draggable={false}>
          {row.title}
        </Link>
        {movable ? (
          <Dropdown
            trigger={['click']}
            menu={{
              items: stages
                .filter((stage) => stage !== row.stage)
                .map((stage) => ({
                  key: stage,
                  label: t('improvements.moveTo', { stage: t(`improvements.stage.${stage}`) }),
                  onClick: () => onMove(row, stage),
                })),
            }}
          >
            <Button
              size="small"
              type="text"
              icon={<EllipsisOutlined />}
              aria-label={t('improvements.moveCard', { title: row.title })}
            />
          </Dropdown>
        ) : null}
      </div>
      <div className="faint">{row.metric?.label ?? t('improvements.noMetric')}</div>
      <div className={styles['cardFoot']}>
        {row.owner === null ? null : <Person name={row.owner.name} muted />}
        <MeasureCount row={row} />
        {row.stage === 'closed' ? (
          <StageMark row={row} />
        ) : row.newestCheck === null ? null : (
          <ResultMark result={row.newestCheck.result} />
        )}
      </div>
    </article>
  );
}

import { PlusOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { questionKinds, type TrainingQuestion, trainingWords } from '@jingyun/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../ui/instant.tsx';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useLocale, useMay } from '../session/session.ts';
import { procedureChoicesQuery } from './procedure-choices.ts';
import { QuestionDialog } from './question-dialog.tsx';
import styles from './training.module.css';
import { questionsQuery } from './training.queries.ts';
import { useFilter } from './use-filter.ts';

/** The question bank. */
export function QuestionsTab() {
  const { t } = useTranslation();
  const locale = useLocale();
  const [open, setOpen] = useState<TrainingQuestion | 'new' | null>(null);
  const { filter, set, isFiltered } = useFilter(['search', 'kind', 'tag', 'active', 'procedureId']);
  const list = useInfiniteQuery(questionsQuery(filter));
  const procedures = useQuery({ ...procedureChoicesQuery, enabled: useMay()('procedures.read') });
  const rows = (list.data?.pages.flatMap((page) => page.data) ?? []) as TrainingQuestion[];
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
      {t('training.newQuestion')}
    </Button>
  );
  return (
    <>
      <div className={styles['filters']}>
        <Input.Search
          allowClear
          style={{ maxWidth: 260 }}
          aria-label={t('common.search')}
          placeholder={t('training.searchQuestions')}
          defaultValue={filter.search ?? ''}
          onSearch={(value) => set('search', value.trim())}
        />
        <Select
          allowClear
          style={{ minWidth: 130 }}
          aria-label={t('training.kindLabel')}
          placeholder={t('training.kindLabel')}
          value={filter.kind ?? null}
          options={questionKinds.map((value) => ({ value, label: t(`training.kind.${value}`) }))}
          onChange={(value) => set('kind', value)}
        />
        <Select
          allowClear
          style={{ minWidth: 120 }}
          aria-label={t('training.activeLabel')}
          placeholder={t('training.activeLabel')}
          value={filter.active ?? null}
          options={[
            { value: 'true', label: t('training.active') },
            { value: 'false', label: t('training.inactive') },
          ]}
          onChange={(value) => set('active', value)}
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          style={{ minWidth: 160 }}
          aria-label={t('training.procedure')}
          placeholder={t('training.procedure')}
          value={filter.procedureId ?? null}
          options={procedures.data ?? []}
          onChange={(value) => set('procedureId', value)}
        />
        {filter.tag === undefined ? null : (
          <Tag closable onClose={() => set('tag', null)}>
            {filter.tag}
          </Tag>
        )}
        {create}
      </div>
      <Panel flush>
        {list.isPending ? (
          <LoadingRows />
        ) : list.isError ? (
          <ErrorState error={list.error} retry={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          isFiltered ? (
            <EmptyState title={t('common.empty.filtered')} hint={t('common.empty.filteredHint')} />
          ) : (
            <EmptyState
              icon={<QuestionCircleOutlined />}
              title={t('training.noQuestions')}
              hint={t('training.noQuestionsHint')}
              action={create}
            />
          )
        ) : (
          <Table<TrainingQuestion>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows}
            scroll={{ x: 680 }}
            columns={[
              {
                title: t('training.question'),
                render: (_, row) => (
                  <Button type="link" className={styles['plain'] ?? ''} onClick={() => setOpen(row)}>
                    {trainingWords(row.content.title, locale)}
                  </Button>
                ),
              },
              {
                title: t('training.kindLabel'),
                width: 110,
                render: (_, row) => t(`training.kind.${row.content.kind}`),
              },
              {
                title: t('training.tags'),
                width: 180,
                render: (_, row) =>
                  row.tags.map((tag) => (
                    <Button key={tag} size="small" type="text" onClick={() => set('tag', tag)}>
                      {tag}
                    </Button>
                  )),
              },
              {
                title: t('training.activeLabel'),
                width: 90,
                render: (_, row) => t(row.active ? 'training.active' : 'training.inactive'),
              },
              { title: t('training.updated'), width: 120, render: (_, row) => <Ago at={row.updatedAt} /> },
            ]}
          />
        )}
      </Panel>
      {list.hasNextPage ? (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      ) : null}
      {open === null ? null : (
        <QuestionDialog question={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

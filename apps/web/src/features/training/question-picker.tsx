import { type TrainingQuestion, trainingWords } from '@jingyun/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState, LoadingRows } from '../../ui/states.tsx';
import { useLocale } from '../session/session.ts';
import styles from './training.module.css';
import { questionsQuery } from './training.queries.ts';

interface QuestionPickerProps {
  /** Those that the course has already. */
  chosen: readonly string[];
  onPick: (ids: string[]) => void;
  onClose: () => void;
}

/** Questions of the bank to put into a quiz. */
export function QuestionPicker({ chosen, onPick, onClose }: QuestionPickerProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [search, setSearch] = useState('');
  const [picked, setPicked] = useState<string[]>([]);
  const list = useInfiniteQuery(questionsQuery({ active: 'true', ...(search === '' ? {} : { search }) }));
  const rows = ((list.data?.pages.flatMap((page) => page.data) ?? []) as TrainingQuestion[]).filter(
    ({ id }) => !chosen.includes(id),
  );
  return (
    <Modal
      open
      width={640}
      title={t('training.fromBank')}
      okText={t('training.addPicked', { count: picked.length })}
      okButtonProps={{ disabled: picked.length === 0 }}
      onCancel={onClose}
      onOk={() => onPick(picked)}
    >
      <Input.Search
        allowClear
        aria-label={t('common.search')}
        placeholder={t('training.searchQuestions')}
        onSearch={(value) => setSearch(value.trim())}
      />
      {list.isPending ? (
        <LoadingRows rows={4} />
      ) : list.isError ? (
        <ErrorState compact error={list.error} retry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState compact title={t('training.bankEmpty')} hint={t('training.bankEmptyHint')} />
      ) : (
        <Checkbox.Group
          style={{
            display: 'flex',
            flexDirection: 'column',
            gap: 8,
            padding: '12px 0',
            maxHeight: 360,
            overflow: 'auto',
          }}
          value={picked}
          onChange={setPicked}
          options={rows.map(({ id, content }) => ({
            value: id,
            label: (
              <>
                {trainingWords(content.title, locale)}{' '}
                <span className="faint">{t(`training.kind.${content.kind}`)}</span>
              </>
            ),
          }))}
        />
      )}
      {list.hasNextPage ? (
        <Button
          size="small"
          className={styles['plain'] ?? ''}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('common.loadMore')}
        </Button>
      ) : null}
    </Modal>
  );
}

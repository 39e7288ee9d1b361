import { FilterOutlined, SearchOutlined } from '@ant-design/icons';
import type { TicketFilter } from '@jingyun/contracts';
import { Badge, Button, Input, type InputRef, Popover, Select, TreeSelect } from 'antd';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCategoryTree, useTeamChoices, useUserChoices } from '../../directory/directory.queries.ts';
import { conditionsIn, type ListState } from '../filter-codec.ts';
import { priorities, statuses } from '../ticket-values.ts';
import styles from './list.module.css';
import { MoreFilters } from './more-filters.tsx';

interface FilterBarProps {
  state: ListState;
  onChange: (state: ListState) => void;
  searchRef: RefObject<HTMLInputElement | null>;
}

const typingMs = 300;

/** The filters used most, in a row; the rest behind a button. */
export function FilterBar({ state, onChange, searchRef }: FilterBarProps) {
  const { t } = useTranslation();
  const { filter } = state;
  const users = useUserChoices();
  const teams = useTeamChoices();
  const categories = useCategoryTree();
  const set = (change: Partial<TicketFilter>) =>
    onChange({ ...state, filter: without({ ...filter, ...change }) });
  const common = {
    mode: 'multiple',
    maxTagCount: 1,
    allowClear: true,
    popupMatchSelectWidth: false,
  } as const;
  const hidden = (
    [
      'kind',
      'channel',
      'customer',
      'tags',
      'complaintClass',
      'severity',
      'createdFrom',
      'createdTo',
      'updatedFrom',
      'updatedTo',
      'solvedFrom',
      'solvedTo',
      'following',
    ] as const
  ).filter((field) => filter[field] !== undefined).length;

  return (
    <div className={styles['filters']}>
      <SearchBox
        value={filter.q ?? ''}
        onChange={(q) => set({ q: q === '' ? undefined : q })}
        inputRef={searchRef}
      />
      <Select
        {...common}
        aria-label={t('tickets.field.status')}
        placeholder={t('tickets.field.status')}
        value={filter.status ?? []}
        options={statuses.map((value) => ({ value, label: t(`tickets.status.${value}`) }))}
        onChange={(status) => set({ status })}
      />
      <Select
        {...common}
        aria-label={t('tickets.field.priority')}
        placeholder={t('tickets.field.priority')}
        value={filter.priority ?? []}
        options={priorities.map((value) => ({ value, label: t(`tickets.priority.${value}`) }))}
        onChange={(priority) => set({ priority })}
      />
      <Select
        {...common}
        aria-label={t('tickets.field.team')}
        placeholder={t('tickets.field.team')}
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.team ?? []}
        options={[
          { value: 'mine', label: t('tickets.filter.myTeams') },
          { value: 'none', label: t('common.noTeam') },
          ...teams,
        ]}
        onChange={(team) => set({ team })}
      />
      <Select
        {...common}
        aria-label={t('tickets.field.assignee')}
        placeholder={t('tickets.field.assignee')}
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.assignee ?? []}
        options={[
          { value: 'me', label: t('common.me') },
          { value: 'none', label: t('common.unassigned') },
          ...users,
        ]}
        onChange={(assignee) => set({ assignee })}
      />
      <TreeSelect
        aria-label={t('tickets.field.category')}
        placeholder={t('tickets.field.category')}
        treeData={categories}
        multiple
        allowClear
        maxTagCount={1}
        popupMatchSelectWidth={false}
        showSearch={{ treeNodeFilterProp: 'title' }}
        value={filter.category ?? []}
        onChange={(category: string[]) => set({ category })}
      />
      <Popover
        trigger="click"
        placement="bottomRight"
        content={<MoreFilters filter={filter} onChange={set} />}
      >
        <Badge count={hidden} size="small" color="var(--accent)">
          <Button icon={<FilterOutlined />}>{t('tickets.filter.more')}</Button>
        </Badge>
      </Popover>
      {conditionsIn(filter) > 0 || filter.q !== undefined ? (
        <Button type="link" onClick={() => onChange({ ...state, filter: {}, view: null })}>
          {t('common.empty.clearFilters')}
        </Button>
      ) : null}
    </div>
  );
}

function SearchBox({
  value,
  onChange,
  inputRef,
}: {
  value: string;
  onChange: (value: string) => void;
  inputRef: RefObject<HTMLInputElement | null>;
}) {
  const { t } = useTranslation();
  const [words, setWords] = useState(value);
  const [composing, setComposing] = useState(false);
  useEffect(() => setWords(value), [value]);
  useEffect(() => {
    const wanted = words.trim();
    // Half-typed pinyin is not searched for.
    if (composing || wanted === value) return;
    const timer = setTimeout(() => onChange(wanted), typingMs);
    return () => clearTimeout(timer);
  }, [words, value, composing, onChange]);
  return (
    <Input
      ref={(input: InputRef | null) => {
        inputRef.current = input?.input ?? null;
      }}
      className={styles['search'] ?? ''}
      type="search"
      prefix={<SearchOutlined />}
      allowClear
      maxLength={200}
      aria-label={t('common.search')}
      placeholder={t('tickets.filter.search')}
      value={words}
      onChange={(event) => setWords(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}

/** A filter without its empty parts. */
function without(filter: TicketFilter): TicketFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  ) as TicketFilter;
}

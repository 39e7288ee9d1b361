import { useQuery } from '@tanstack/react-query';
import { Select, type SelectProps, TreeSelect, type TreeSelectProps } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Person } from '../../ui/person.tsx';
import { customerQuery, customerSearchQuery } from '../customers/customer.queries.ts';
import { ticketSearchQuery } from '../tickets/ticket.queries.ts';
import { useCategoryTree, useTeamChoices, useUserChoices } from './directory.queries.ts';

type PickerProps = Omit<SelectProps<string | null>, 'options' | 'showSearch' | 'onSearch'>;

/** A colleague; of one team where one is given. */
export function UserPicker({ teamId, ...props }: PickerProps & { teamId?: string | null }) {
  const { t } = useTranslation();
  const inTeam = useUserChoices(teamId);
  const everybody = useUserChoices();
  const options = inTeam.length > 0 ? inTeam : everybody;
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('tickets.field.assignee')}
      placeholder={t('common.unassigned')}
      options={options}
      optionRender={(option) => <Person name={String(option.label)} />}
      {...props}
    />
  );
}

/** An active team. */
export function TeamPicker(props: PickerProps) {
  const { t } = useTranslation();
  const options = useTeamChoices();
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('tickets.field.team')}
      placeholder={t('common.noTeam')}
      options={options}
      {...props}
    />
  );
}

/** A category of the tree. */
export function CategoryPicker(props: Omit<TreeSelectProps, 'treeData'>) {
  const { t } = useTranslation();
  const tree = useCategoryTree();
  return (
    <TreeSelect
      allowClear
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeData={tree}
      aria-label={t('tickets.field.category')}
      placeholder={t('tickets.field.noCategory')}
      popupMatchSelectWidth={false}
      styles={{ popup: { root: { minWidth: 260 } } }}
      treeLine
      {...props}
    />
  );
}

/** A customer, found by name, e-mail or phone. */
export function CustomerPicker({ value, ...props }: PickerProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const wanted = useDeferredValue(words.trim());
  const found = useQuery(customerSearchQuery(wanted));
  const chosen = useQuery({ ...customerQuery(value ?? ''), enabled: Boolean(value) });
  const options = (found.data?.data ?? []).map((customer) => ({
    value: customer.id,
    label: customer.name,
    contact: customer.contacts[0]?.value,
  }));
  if (chosen.data !== undefined && !options.some((option) => option.value === value)) {
    options.push({ value: chosen.data.id, label: chosen.data.name, contact: chosen.data.contacts[0]?.value });
  }
  return (
    <Select
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      value={value ?? null}
      aria-label={t('tickets.field.customer')}
      placeholder={t('customers.find')}
      loading={found.isFetching}
      options={options}
      notFoundContent={words === '' ? t('customers.typeToFind') : t('common.empty.filtered')}
      optionRender={(option) => (
        <div style={{ display: 'flex', justifyContent: 'space-between', gap: 12 }}>
          <span className="ellipsis">{option.label}</span>
          <span className="faint">{(option.data as { contact?: string }).contact}</span>
        </div>
      )}
      {...props}
    />
  );
}

/** A ticket, found by number or words. */
export function TicketPicker({ exclude, ...props }: PickerProps & { exclude?: string }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const wanted = useDeferredValue(words.trim());
  const found = useQuery(ticketSearchQuery(wanted));
  const options = (found.data?.data ?? [])
    .filter((ticket) => ticket.id !== exclude)
    .map((ticket) => ({ value: ticket.id, label: `#${ticket.number} ${ticket.subject}` }));
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: setWords }}
      aria-label={t('tickets.findTicket')}
      placeholder={t('tickets.findTicket')}
      loading={found.isFetching}
      options={options}
      notFoundContent={words === '' ? t('tickets.typeToFind') : t('common.empty.filtered')}
      {...props}
    />
  );
}

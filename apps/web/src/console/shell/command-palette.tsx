import {
  ContactsOutlined,
  InboxOutlined,
  MoonOutlined,
  PlusOutlined,
  QuestionCircleOutlined,
  SearchOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { customerSearchQuery } from '../../features/customers/customer.queries.ts';
import { useMay } from '../../features/session/session.ts';
import { sectionsFor } from '../../features/settings/sections.ts';
import { useNewTicket } from '../../features/tickets/create/new-ticket.tsx';
import { ticketSearchQuery } from '../../features/tickets/ticket.queries.ts';
import { StatusTag } from '../../features/tickets/ticket-marks.tsx';
import { useTheme } from '../../ui/theme/theme.tsx';
import { navItems } from './nav-items.tsx';
import styles from './palette.module.css';

interface Option {
  key: string;
  icon: ReactNode;
  text: string;
  aside?: ReactNode;
  run: () => void;
}
interface Group {
  name: string;
  options: Option[];
}

/** Goes anywhere and does anything by name: pages, actions, tickets by number or words, customers. */
export default function CommandPalette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const groups = useOptions(words, onClose, onHelp);
  const options = groups.flatMap((group) => group.options);
  const current = Math.min(chosen, Math.max(0, options.length - 1));

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && options.length > 0) {
      event.preventDefault();
      setChosen((current + step + options.length) % options.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      options[current]?.run();
    }
  };

  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      width={620}
      style={{ top: 90 }}
      styles={{ container: { padding: '10px 0 0' } }}
      aria-label={t('shell.palette.title')}
    >
      <div className={styles['input']}>
        <SearchOutlined />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette is opened to type into it
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-results"
          aria-activedescendant={
            options[current] === undefined ? undefined : `palette-${options[current].key}`
          }
          aria-label={t('shell.palette.title')}
          placeholder={t('shell.palette.placeholder')}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        id="palette-results"
        role="listbox"
        aria-label={t('shell.palette.title')}
        tabIndex={-1}
        className={styles['results']}
        ref={list}
      >
        {options.length === 0 ? <div className={styles['group']}>{t('shell.palette.empty')}</div> : null}
        {groups.map((group) =>
          group.options.length === 0 ? null : (
            // biome-ignore lint/a11y/useSemanticElements: a group of options within a listbox, not a fieldset
            <div key={group.name} role="group" aria-label={group.name}>
              <div className={styles['group']}>{group.name}</div>
              {group.options.map((option) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox that owns the list
                <div
                  key={option.key}
                  id={`palette-${option.key}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={options[current]?.key === option.key}
                  className={styles['option']}
                  onClick={option.run}
                  onMouseMove={() => setChosen(options.findIndex(({ key }) => key === option.key))}
                >
                  {option.icon}
                  <span className={`${styles['optionText']} ellipsis`}>{option.text}</span>
                  {option.aside}
                </div>
              ))}
            </div>
          ),
        )}
      </div>
      <div className={styles['foot']}>{t('shell.palette.hint')}</div>
    </Modal>
  );
}

function useOptions(words: string, onClose: () => void, onHelp: () => void): Group[] {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const newTicket = useNewTicket();
  const { mode, choose } = useTheme();
  const wanted = useDeferredValue(words.trim());
  const searching = wanted.length > 0;
  const tickets = useQuery({ ...ticketSearchQuery(wanted), enabled: searching && may('tickets.read') });
  const customers = useQuery({ ...customerSearchQuery(wanted), enabled: searching && may('customers.read') });

  const act = (work: () => void) => () => {
    onClose();
    work();
  };
  const go = (path: string) => act(() => navigate(path));
  const matches = (text: string) => text.toLowerCase().includes(wanted.toLowerCase());

  const pages: Option[] = navItems
    .filter((item) => item.permission === undefined || may(item.permission))
    .map((item) => ({
      key: item.key,
      icon: item.icon,
      text: t(`shell.nav.${item.key}`),
      run: go(item.path),
    }));
  // Screens within screens are many: they come when they are asked for.
  const within: Option[] = !searching
    ? []
    : [
        ...(may('people.read') ? (['teams', 'roles'] as const) : []).map((tab) => ({
          key: `people-${tab}`,
          icon: <TeamOutlined />,
          text: `${t('shell.nav.people')} · ${t(`people.tab.${tab}`)}`,
          run: go(`/people/${tab}`),
        })),
        ...sectionsFor(may).map(({ key }) => ({
          key: `settings-${key}`,
          icon: <SettingOutlined />,
          text: `${t('settings.title')} · ${t(`settings.section.${key}`)}`,
          run: go(`/settings/${key}`),
        })),
      ];
  const actions: Option[] = [
    ...(may('tickets.create')
      ? [
          {
            key: 'new',
            icon: <PlusOutlined />,
            text: t('shell.palette.newTicket'),
            run: act(() => newTicket.open()),
          },
        ]
      : []),
    ...(may('customers.write')
      ? [
          {
            key: 'customer',
            icon: <ContactsOutlined />,
            text: t('shell.palette.newCustomer'),
            run: go('/customers?new=1'),
          },
        ]
      : []),
    {
      key: 'theme',
      icon: <MoonOutlined />,
      text: t(mode === 'dark' ? 'common.theme.light' : 'common.theme.dark'),
      run: act(() => choose(mode === 'dark' ? 'light' : 'dark')),
    },
    {
      key: 'help',
      icon: <QuestionCircleOutlined />,
      text: t('shell.palette.help'),
      run: act(() => onHelp()),
    },
  ];

  return [
    {
      name: t('shell.palette.group.tickets'),
      options: (searching ? (tickets.data?.data ?? []) : []).map((ticket) => ({
        key: ticket.id,
        icon: <InboxOutlined />,
        text: `#${ticket.number} ${ticket.subject}`,
        aside: <StatusTag status={ticket.status} />,
        run: go(`/tickets/${ticket.id}`),
      })),
    },
    {
      name: t('shell.palette.group.customers'),
      options: (searching ? (customers.data?.data ?? []) : []).map((customer) => ({
        key: customer.id,
        icon: <ContactsOutlined />,
        text: customer.name,
        aside: <span className="faint">{customer.contacts[0]?.value}</span>,
        run: go(`/customers/${customer.id}`),
      })),
    },
    {
      name: t('shell.palette.group.go'),
      options: [...pages, ...within].filter((page) => matches(page.text)),
    },
    { name: t('shell.palette.group.do'), options: actions.filter((action) => matches(action.text)) },
  ];
}

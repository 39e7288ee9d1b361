import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../features/session/session.ts';
import { navItems } from './nav-items.tsx';
import styles from './palette.module.css';
import { modKey } from './top-bar.tsx';

const groups = {
  everywhere: [
    [`${modKey} K`, 'palette'],
    ['?', 'help'],
    ['C', 'newTicket'],
  ],
  lists: [
    ['/', 'searchList'],
    ['J', 'down'],
    ['K', 'up'],
    ['X', 'select'],
    ['Enter', 'openRow'],
    ['Esc', 'deselect'],
  ],
  ticket: [
    ['R', 'reply'],
    ['N', 'note'],
    ['A', 'assignMe'],
    ['M', 'macros'],
    ['L', 'ledger'],
    [`${modKey} Enter`, 'send'],
    ['J', 'nextTicket'],
    ['K', 'previousTicket'],
    ['U', 'backToList'],
  ],
} as const;

/** All keys of the console on one card. */
export default function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const screens = navItems.filter((item) => item.permission === undefined || may(item.permission));
  return (
    <Modal open onCancel={onClose} footer={null} title={t('shell.keys.title')} width={720}>
      <div className={styles['keyGroups']}>
        <Keys
          title={t('shell.palette.group.go')}
          rows={screens.map((item) => [item.keys.toUpperCase(), t(`shell.nav.${item.key}`)])}
        />
        {(Object.keys(groups) as (keyof typeof groups)[]).map((group) => (
          <Keys
            key={group}
            title={t(`shell.keys.${group}`)}
            rows={groups[group].map(([keys, meaning]) => [keys, t(`shell.keys.${meaning}`)])}
          />
        ))}
      </div>
    </Modal>
  );
}

function Keys({ title, rows }: { title: string; rows: (readonly [keys: string, meaning: string])[] }) {
  return (
    <section>
      <h3 className={styles['keyHeading']}>{title}</h3>
      <dl className={styles['keyList']}>
        {rows.map(([keys, meaning]) => (
          <div key={meaning} className={styles['keyRow']}>
            <dt>{meaning}</dt>
            <dd>
              {keys.split(' ').map((key) => (
                <kbd key={key} className={styles['kbd']}>
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

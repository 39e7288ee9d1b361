import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './palette.module.css';
import { modKey } from './top-bar.tsx';

const groups = {
  everywhere: [
    [`${modKey} K`, 'palette'],
    ['?', 'help'],
    ['G H', 'home'],
    ['G T', 'tickets'],
    ['G B', 'board'],
    ['G C', 'customers'],
    ['C', 'newTicket'],
  ],
  lists: [
    ['/', 'searchList'],
    ['J', 'down'],
    ['K', 'up'],
    ['X', 'select'],
    ['Enter', 'openRow'],
  ],
  ticket: [
    ['R', 'reply'],
    ['N', 'note'],
    ['A', 'assignMe'],
    ['M', 'macros'],
    ['L', 'ledger'],
    [`${modKey} Enter`, 'send'],
    ['U', 'backToList'],
  ],
} as const;

/** All keys of the console on one card. */
export default function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open onCancel={onClose} footer={null} title={t('shell.keys.title')} width={720}>
      <div className={styles['keyGroups']}>
        {(Object.keys(groups) as (keyof typeof groups)[]).map((group) => (
          <section key={group}>
            <h3 className={styles['keyHeading']}>{t(`shell.keys.${group}`)}</h3>
            <dl className={styles['keyList']}>
              {groups[group].map(([keys, meaning]) => (
                <div key={meaning} className={styles['keyRow']}>
                  <dt>{t(`shell.keys.${meaning}`)}</dt>
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
        ))}
      </div>
    </Modal>
  );
}

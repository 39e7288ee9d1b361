import type { SlaClock, SlaLedgerStretch } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { countdownOf } from '../../../lib/time/countdown.ts';
import { formatClock, formatDuration } from '../../../lib/time/duration.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { useLocale } from '../../session/session.ts';
import { slaQuery } from '../ticket.queries.ts';
import { ClockLedger } from './clock-ledger.tsx';
import styles from './clocks.module.css';

export type ClockWithLedger = SlaClock & { ledger: SlaLedgerStretch[] };

const keyOf = (clock: SlaClock) => `${clock.kind}-${clock.cycle}`;

interface ClockStripProps {
  ticketId: string;
  /** The clock whose ledger is shown; `first` for whichever comes first, null for none. */
  ledger: string | null;
  onLedger: (key: string | null) => void;
}

/** A ticket's promises as clocks that count down; each opens into the ledger that explains it. */
export function ClockStrip({ ticketId, ledger, onLedger }: ClockStripProps) {
  const { t } = useTranslation();
  const { data } = useQuery(slaQuery(ticketId));
  const clocks: ClockWithLedger[] = data?.clocks ?? [];
  // Of each kind the latest matters; earlier rounds are in the ledger.
  const shown = clocks.filter(
    (clock) =>
      clock.state !== 'cancelled' &&
      !clocks.some((other) => other.kind === clock.kind && other.cycle > clock.cycle),
  );
  if (shown.length === 0) return null;
  const opened = ledger === 'first' ? shown[0] : clocks.find((clock) => keyOf(clock) === ledger);
  return (
    <>
      <section className={styles['clocks']} aria-label={t('tickets.clock.title')}>
        {shown.map((clock) => (
          <Clock key={keyOf(clock)} clock={clock} onOpen={() => onLedger(keyOf(clock))} />
        ))}
      </section>
      <Drawer
        open={opened !== undefined}
        onClose={() => onLedger(null)}
        size={520}
        title={t('tickets.clock.title')}
        destroyOnHidden
      >
        {opened === undefined ? null : (
          <ClockLedger clock={opened} all={clocks} onChoose={(clock) => onLedger(keyOf(clock))} />
        )}
      </Drawer>
    </>
  );
}

function Clock({ clock, onOpen }: { clock: ClockWithLedger; onOpen: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow(1);
  const { state, seconds } = countdownOf(clock, now);
  const share =
    clock.targetSeconds === null || clock.targetSeconds === 0
      ? null
      : Math.min(1, clock.countedSeconds / clock.targetSeconds);
  const over = state === 'kept' || state === 'broken';
  const time =
    over || seconds === null
      ? formatDuration(clock.countedSeconds, locale, 'hour')
      : `${seconds < 0 ? '+' : ''}${formatClock(seconds)}`;
  return (
    <button
      type="button"
      className={`${styles['clock']} ${styles[state]}`}
      onClick={onOpen}
      title={t('tickets.clock.open')}
    >
      <span className={styles['clockName']}>{t(`tickets.clock.kind.${clock.kind}`)}</span>
      <span className={styles['clockState']}>{t(`tickets.clock.state.${state}`)}</span>
      <span className={styles['clockTime']}>{time}</span>
      {share === null ? null : (
        <span className={styles['bar']}>
          <span className={styles['fill']} style={{ display: 'block', width: `${share * 100}%` }} />
        </span>
      )}
    </button>
  );
}

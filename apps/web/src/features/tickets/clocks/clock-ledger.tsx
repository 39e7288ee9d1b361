import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../lib/time/duration.ts';
import { Instant } from '../../../ui/instant.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { useLocale } from '../../session/session.ts';
import { policiesQuery } from '../../settings/sla/policy.queries.ts';
import type { ClockWithLedger } from './clock-strip.tsx';
import styles from './clocks.module.css';

const marks = {
  counted: styles['ledgerCounted'],
  paused: styles['ledgerPaused'],
  outsideWorkingHours: styles['ledgerOutside'],
} as const;

interface ClockLedgerProps {
  clock: ClockWithLedger;
  all: readonly ClockWithLedger[];
  onChoose: (clock: ClockWithLedger) => void;
}

/** A clock's whole life in stretches: what counted, what paused, and why. */
export function ClockLedger({ clock, all, onChoose }: ClockLedgerProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const policies = useQuery(policiesQuery).data;
  const total = clock.ledger.reduce((sum, stretch) => sum + stretch.seconds, 0);
  const label = (one: ClockWithLedger) =>
    `${t(`tickets.clock.kind.${one.kind}`)}${one.cycle > 1 || one.run > 1 ? ` ${t('tickets.clock.cycle', { cycle: Math.max(one.cycle, one.run) })}` : ''}`;
  return (
    <>
      {all.length > 1 ? (
        <Segmented
          style={{ marginBottom: 14 }}
          value={all.indexOf(clock)}
          onChange={(index) => {
            const chosen = all[index];
            if (chosen !== undefined) onChoose(chosen);
          }}
          options={all.map((one, index) => ({ value: index, label: label(one) }))}
        />
      ) : null}
      <dl className={styles['summary']}>
        <Fact name={t('tickets.clock.policy')}>
          {policies?.find((policy) => policy.id === clock.policyId)?.name ?? '—'}
        </Fact>
        <Fact name={t('tickets.clock.target')}>{formatDuration(clock.targetSeconds, locale, 'hour')}</Fact>
        <Fact name={t('tickets.clock.counted')}>{formatDuration(clock.countedSeconds, locale, 'hour')}</Fact>
        <Fact name={t('tickets.clock.due')}>
          <Instant at={clock.dueAt} />
        </Fact>
        <Fact name={t('tickets.clock.started')}>
          <Instant at={clock.startedAt} />
        </Fact>
        {clock.stoppedAt === null ? null : (
          <Fact name={t('tickets.clock.stopped')}>
            <Instant at={clock.stoppedAt} />
          </Fact>
        )}
      </dl>
      {total > 0 ? (
        <div className={styles['strip']} aria-hidden="true">
          {clock.ledger.map((stretch) => (
            <span
              key={stretch.from + stretch.reason}
              className={`${styles['stripPart']} ${marks[stretch.kind]}`}
              style={{ flexGrow: stretch.seconds }}
            />
          ))}
        </div>
      ) : null}
      {clock.ledger.length === 0 ? <EmptyState compact title={t('tickets.clock.none')} /> : null}
      <div>
        {clock.ledger.map((stretch) => (
          <div key={stretch.from + stretch.reason} className={styles['stretch']}>
            <span className={`${styles['stretchMark']} ${marks[stretch.kind]}`} />
            <span>{t(`tickets.clock.reason.${stretch.reason}`)}</span>
            <strong className="num">{formatDuration(stretch.seconds, locale)}</strong>
            <span className={styles['stretchTimes']}>
              <Instant at={stretch.from} style="full" /> – <Instant at={stretch.to} style="full" />
            </span>
          </div>
        ))}
      </div>
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

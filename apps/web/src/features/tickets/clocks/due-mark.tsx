import type { SlaClockKind } from '@jingyun/contracts';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../lib/time/duration.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { useInstantFormat, useLocale } from '../../session/session.ts';
import styles from './clocks.module.css';

const soonSeconds = 3_600;

/** When the next promise on a ticket is due, and how far off that is. */
export function DueMark({ kind, dueAt }: { kind: SlaClockKind; dueAt: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const format = useInstantFormat();
  const now = useNow(10);
  const seconds = (Date.parse(dueAt) - now) / 1_000;
  const look = seconds <= 0 ? 'late' : seconds < soonSeconds ? 'soon' : 'running';
  const text = formatDuration(seconds, locale);
  return (
    <Tooltip title={`${t(`tickets.clock.kind.${kind}`)} · ${format.instant(dueAt, 'full')}`}>
      <span className={`${styles['due']} ${styles[look]} num`}>
        {seconds <= 0 ? t('tickets.clock.lateBy', { time: text }) : t('tickets.clock.dueIn', { time: text })}
      </span>
    </Tooltip>
  );
}

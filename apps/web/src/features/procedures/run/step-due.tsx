import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../lib/time/duration.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { useLocale } from '../../session/session.ts';
import styles from './run.module.css';

/** How long is left for a step, or by how much it is late. @param at epoch milliseconds */
export function StepDue({ at }: { at: number }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow(10);
  const seconds = (at - now) / 1_000;
  const time = formatDuration(seconds, locale);
  return (
    <span className={`${styles['due']} num`} data-late={seconds <= 0}>
      {t(seconds <= 0 ? 'tickets.clock.lateBy' : 'tickets.clock.dueIn', { time })}
    </span>
  );
}

import styles from './check.module.css';
import { intervalScale, intervalTone } from './interval-scale.ts';

/**
 * A difference with its interval as a bar against zero: a bar that does not reach zero is a difference that chance
 * hardly makes.
 */
export function IntervalBar({
  difference,
  lower,
  upper,
  direction,
  label,
  format,
}: {
  difference: number;
  lower: number;
  upper: number;
  /** Where the metric is better. */
  direction: 'up' | 'down';
  label: string;
  format: (value: number) => string;
}) {
  const scale = intervalScale(difference, lower, upper);
  const percent = (share: number) => `${share * 100}%`;
  const tone = intervalTone(lower, upper, direction);
  return (
    <div role="img" aria-label={label} className={styles['interval']}>
      <div className={styles['line']} />
      <div className={styles['zero']} style={{ left: percent(scale.zero) }}>
        <span>0</span>
      </div>
      <div
        className={`${styles['span']} ${styles[tone]}`}
        style={{ left: percent(scale.lower), width: percent(scale.upper - scale.lower) }}
      />
      <div className={`${styles['dot']} ${styles[tone]}`} style={{ left: percent(scale.difference) }} />
      <span className={styles['end']} style={{ left: percent(scale.lower) }}>
        {format(lower)}
      </span>
      <span className={styles['end']} style={{ left: percent(scale.upper) }}>
        {lower === upper ? '' : format(upper)}
      </span>
      <span className={styles['middle']} style={{ left: percent(scale.difference) }}>
        {format(difference)}
      </span>
    </div>
  );
}

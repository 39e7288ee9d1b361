import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import type { WorkingInterval } from '@jingyun/contracts';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from '../settings.module.css';

interface IntervalsProps {
  intervals: readonly WorkingInterval[];
  readOnly?: boolean;
  onChange: (intervals: WorkingInterval[]) => void;
}

const timePattern = '([01]\\d|2[0-3]):[0-5]\\d|24:00';

/** The stretches of a day that are worked; none is a day off. Written as text, for 24:00 is a time here. */
export function Intervals({ intervals, readOnly = false, onChange }: IntervalsProps) {
  const { t } = useTranslation();
  const set = (index: number, change: Partial<WorkingInterval>) =>
    onChange(intervals.map((one, place) => (place === index ? { ...one, ...change } : one)));
  return (
    <div>
      {intervals.length === 0 ? (
        <span className="faint" style={{ marginRight: 10 }}>
          {t('settings.calendar.off')}
        </span>
      ) : null}
      {intervals.map((interval, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an interval is known by its place while it is edited
        <span key={index} className={styles['interval']}>
          <Input
            size="small"
            disabled={readOnly}
            aria-label={t('common.from')}
            maxLength={5}
            pattern={timePattern}
            value={interval.from}
            onChange={(event) => set(index, { from: event.target.value })}
          />
          –
          <Input
            size="small"
            disabled={readOnly}
            aria-label={t('common.to')}
            maxLength={5}
            pattern={timePattern}
            value={interval.to}
            onChange={(event) => set(index, { to: event.target.value })}
          />
          {readOnly ? null : (
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('common.remove')}
              onClick={() => onChange(intervals.filter((_, place) => place !== index))}
            />
          )}
        </span>
      ))}
      {readOnly ? null : (
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined />}
          aria-label={t('settings.calendar.addInterval')}
          onClick={() =>
            onChange([
              ...intervals,
              { from: intervals.at(-1)?.to ?? '09:00', to: intervals.length === 0 ? '18:00' : '24:00' },
            ])
          }
        />
      )}
    </div>
  );
}

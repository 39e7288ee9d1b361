import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import type { ImprovementCalendar as Calendar } from '@jingyun/contracts';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { clockNow } from '../../lib/time/clock.ts';
import { dateIn } from '../../lib/time/format.ts';
import { Panel } from '../../ui/page.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useInstantFormat, useLocale } from '../session/session.ts';
import { calendarQuery } from './improvement.queries.ts';
import styles from './improvements.module.css';
import { monthDays, monthOf, moveMonth } from './month-grid.ts';

type Entry = Calendar['data'][number];
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A month: countermeasures that fall due, pilots that start, aims and re-checks. On a phone, days with something only. */
export function ImprovementCalendar({
  owner,
  month: asked,
  onMonth,
}: {
  owner: string | undefined;
  month: string | null;
  onMonth: (month: string) => void;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { timeZone } = useInstantFormat();
  const today = dateIn(timeZone, clockNow());
  const month = asked !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : monthOf(today);
  const days = monthDays(month);
  const calendar = useQuery(calendarQuery(days[0] ?? today, days.at(-1) ?? today, owner));
  const entries = calendar.data?.data ?? [];
  const name = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
  return (
    <Panel
      title={name}
      extra={
        <>
          <Button
            size="small"
            icon={<LeftOutlined />}
            aria-label={t('improvements.monthBefore')}
            onClick={() => onMonth(moveMonth(month, -1))}
          />
          <Button size="small" onClick={() => onMonth(monthOf(today))}>
            {t('common.range.thisMonth')}
          </Button>
          <Button
            size="small"
            icon={<RightOutlined />}
            aria-label={t('improvements.monthAfter')}
            onClick={() => onMonth(moveMonth(month, 1))}
          />
        </>
      }
    >
      {calendar.isError ? (
        <ErrorState compact error={calendar.error} retry={() => void calendar.refetch()} />
      ) : (
        <>
          {calendar.data?.truncated ? (
            <Alert
              type="info"
              showIcon
              title={t('improvements.calendarTruncated')}
              style={{ marginBottom: 10 }}
            />
          ) : null}
          <div className={styles['weekdays']} aria-hidden="true">
            {weekdays.map((day) => (
              <span key={day}>{t(`common.weekday.${day}`)}</span>
            ))}
          </div>
          <ol className={styles['month']} aria-busy={calendar.isFetching}>
            {days.map((day) => {
              const onDay = entries.filter(({ on }) => on === day);
              return (
                <li
                  key={day}
                  data-empty={onDay.length === 0}
                  data-other={monthOf(day) !== month}
                  data-today={day === today}
                >
                  <time dateTime={day} className="num">
                    {Number(day.slice(8))}
                    <span className={styles['dayName']}>
                      {new Intl.DateTimeFormat(locale, {
                        month: 'short',
                        weekday: 'short',
                        timeZone: 'UTC',
                      }).format(new Date(`${day}T00:00:00Z`))}
                    </span>
                  </time>
                  {onDay.map((entry) => (
                    <EntryLink
                      key={`${entry.kind} ${entry.improvement.id} ${entry.text}`}
                      entry={entry}
                      today={today}
                    />
                  ))}
                </li>
              );
            })}
          </ol>
          {calendar.isSuccess && entries.length === 0 ? (
            <p className="muted">{t('improvements.calendarEmpty')}</p>
          ) : null}
        </>
      )}
    </Panel>
  );
}

function EntryLink({ entry, today }: { entry: Entry; today: string }) {
  const { t } = useTranslation();
  const late =
    !entry.done &&
    entry.on < today &&
    entry.kind === 'countermeasure' &&
    entry.improvement.stage !== 'closed';
  const kind =
    entry.kind === 'recheck'
      ? t('improvements.entry.recheck', { days: entry.days ?? 0 })
      : t(`improvements.entry.${entry.kind}`);
  const text = entry.text === '' ? entry.improvement.title : entry.text;
  return (
    <Link
      to={`/improvements/${entry.improvement.id}`}
      className={`${styles['entry']} ${styles[entry.kind]} ${entry.done ? styles['done'] : ''} ${late ? styles['late'] : ''}`}
      title={`${kind} · ${entry.improvement.title}${entry.owner === null ? '' : ` · ${entry.owner.name}`}`}
    >
      {kind} {text}
    </Link>
  );
}

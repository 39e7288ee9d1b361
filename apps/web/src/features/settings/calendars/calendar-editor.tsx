import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import type { BusinessCalendar, BusinessCalendarInput, WorkingInterval } from '@jingyun/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockNow } from '../../../lib/time/clock.ts';
import { dateIn } from '../../../lib/time/format.ts';
import { timeZoneOptions } from '../../../lib/time/time-zones.ts';
import { FormError } from '../../../ui/form.tsx';
import { Panel } from '../../../ui/page.tsx';
import { useShowError } from '../../../ui/use-error-text.ts';
import { useInstantFormat, useLocale } from '../../session/session.ts';
import styles from '../settings.module.css';
import { calendarsQuery, chinaDays, saveCalendar } from './calendar.queries.ts';
import { hoursOf, monthGrid, planOf, shiftMonth, weekdays } from './calendar-days.ts';
import { DayDialog } from './day-dialog.tsx';
import { Intervals } from './intervals.tsx';

const officeDay: WorkingInterval[] = [{ from: '09:00', to: '18:00' }];

interface CalendarEditorProps {
  calendar: BusinessCalendar | null;
  readOnly: boolean;
  onClose: () => void;
}

/** A calendar's week, and a month to see and set single days: holidays, make-up days, half days. */
export function CalendarEditor({ calendar, readOnly, onClose }: CalendarEditorProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const locale = useLocale();
  const client = useQueryClient();
  const showError = useShowError();
  const { timeZone } = useInstantFormat();
  const [rules, setRules] = useState<BusinessCalendarInput>(() => inputOf(calendar, timeZone));
  const [month, setMonth] = useState(() => dateIn(timeZone, clockNow()).slice(0, 7));
  const [day, setDay] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: () => saveCalendar(calendar, rules),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: calendarsQuery.queryKey });
      void message.success(t('common.saved'));
      onClose();
    },
  });
  const year = Number(month.slice(0, 4));
  const take = useMutation({
    mutationFn: () => chinaDays(year),
    onSuccess: (days) => {
      if (days.unpublishedYears.includes(year))
        void message.warning(t('settings.calendar.unpublished', { year }));
      const outside = <T extends { date: string }>(list: readonly T[]) =>
        list.filter((one) => !one.date.startsWith(`${year}-`));
      setRules({
        ...rules,
        holidays: [...outside(rules.holidays), ...days.holidays].sort(byDate),
        makeupDays: [
          ...outside(rules.makeupDays),
          ...(days.makeupDays as BusinessCalendarInput['makeupDays']),
        ].sort(byDate),
      });
    },
    onError: showError,
  });
  const { blanks, dates } = monthGrid(month);
  return (
    <Panel title={calendar?.name ?? t('settings.calendar.create')}>
      <FormError error={save.error} />
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12, marginBottom: 16 }}>
        <Input
          style={{ width: 240 }}
          disabled={readOnly}
          maxLength={100}
          aria-label={t('common.name')}
          placeholder={t('common.name')}
          value={rules.name}
          onChange={(event) => setRules({ ...rules, name: event.target.value })}
        />
        <Select
          style={{ width: 240 }}
          disabled={readOnly}
          showSearch
          aria-label={t('auth.setUp.timeZone')}
          value={rules.timeZone}
          options={timeZoneOptions()}
          onChange={(zone) => setRules({ ...rules, timeZone: zone })}
        />
      </div>
      <div className={styles['months']}>
        <div>
          <h3 style={{ fontSize: 13, marginBottom: 8 }}>{t('settings.calendar.week')}</h3>
          <div className={styles['week']}>
            {weekdays.map((weekday) => (
              <div key={weekday} style={{ display: 'contents' }}>
                <span className="muted" style={{ paddingTop: 4 }}>
                  {t(`common.weekday.${weekday}`)}
                </span>
                <Intervals
                  readOnly={readOnly}
                  intervals={rules.weekly[weekday]}
                  onChange={(intervals) =>
                    setRules({ ...rules, weekly: { ...rules.weekly, [weekday]: intervals } })
                  }
                />
              </div>
            ))}
          </div>
        </div>
        <div>
          <div style={{ display: 'flex', alignItems: 'center', gap: 6, marginBottom: 8 }}>
            <Button
              size="small"
              type="text"
              icon={<LeftOutlined />}
              aria-label={t('settings.calendar.previousMonth')}
              onClick={() => setMonth(shiftMonth(month, -1))}
            />
            <strong style={{ flex: 1, textAlign: 'center' }}>
              {new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
                new Date(`${month}-01T00:00:00Z`),
              )}
            </strong>
            <Button
              size="small"
              type="text"
              icon={<RightOutlined />}
              aria-label={t('settings.calendar.nextMonth')}
              onClick={() => setMonth(shiftMonth(month, 1))}
            />
          </div>
          <div className={styles['month']}>
            {weekdays.map((weekday) => (
              <span key={weekday} className={styles['monthHead']}>
                {t(`common.weekday.${weekday}`).slice(locale === 'en' ? 0 : 1, locale === 'en' ? 2 : 2)}
              </span>
            ))}
            {Array.from({ length: blanks }, (_, blank) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: blanks have no identity
              <span key={blank} />
            ))}
            {dates.map((date) => {
              const plan = planOf(rules, date);
              return (
                <button
                  key={date}
                  type="button"
                  disabled={readOnly}
                  className={styles['day']}
                  data-kind={plan.kind}
                  title={`${date} ${t(`settings.calendar.kind.${plan.kind}`)} ${plan.intervals.map((interval) => `${interval.from}–${interval.to}`).join(' ')}`}
                  onClick={() => setDay(date)}
                >
                  {Number(date.slice(8))}
                  <small>
                    {plan.name ??
                      (plan.intervals.length > 0
                        ? t('settings.calendar.hours', { hours: hoursOf(plan.intervals) })
                        : '')}
                  </small>
                </button>
              );
            })}
          </div>
          {readOnly ? null : (
            <Button
              size="small"
              block
              style={{ marginTop: 10 }}
              icon={<PlusOutlined />}
              loading={take.isPending}
              onClick={() => take.mutate()}
            >
              {t('settings.calendar.takeChina', { year })}
            </Button>
          )}
        </div>
      </div>
      <div style={{ display: 'flex', gap: 8, marginTop: 18 }}>
        {readOnly ? null : (
          <Button
            type="primary"
            disabled={rules.name.trim() === ''}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('common.save')}
          </Button>
        )}
        <Button onClick={onClose}>{t(readOnly ? 'common.back' : 'common.cancel')}</Button>
      </div>
      {day === null ? null : (
        <DayDialog date={day} rules={rules} onChange={setRules} onClose={() => setDay(null)} />
      )}
    </Panel>
  );
}

const byDate = (a: { date: string }, b: { date: string }) => (a.date < b.date ? -1 : 1);

function inputOf(calendar: BusinessCalendar | null, timeZone: string): BusinessCalendarInput {
  if (calendar !== null) {
    const { name, timeZone: zone, weekly, holidays, makeupDays, exceptions } = calendar;
    return { name, timeZone: zone, weekly, holidays, makeupDays, exceptions };
  }
  const weekly = Object.fromEntries(
    weekdays.map((weekday, index) => [weekday, index < 5 ? officeDay : []]),
  ) as BusinessCalendarInput['weekly'];
  return { name: '', timeZone, weekly, holidays: [], makeupDays: [], exceptions: [] };
}

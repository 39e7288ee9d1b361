import type { BusinessCalendarInput, Weekday, WorkingInterval } from '@jingyun/contracts';
import { Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { planOf, weekdays } from './calendar-days.ts';
import { Intervals } from './intervals.tsx';

type Kind = 'week' | 'holiday' | 'makeup' | 'exception';

interface DayDialogProps {
  date: string;
  rules: BusinessCalendarInput;
  onChange: (rules: BusinessCalendarInput) => void;
  onClose: () => void;
}

/** What one day is: as the week has it, a holiday, a make-up workday, or with hours of its own. */
export function DayDialog({ date, rules, onChange, onClose }: DayDialogProps) {
  const { t } = useTranslation();
  const plan = planOf(rules, date);
  const [kind, setKind] = useState<Kind>(plan.kind === 'work' || plan.kind === 'off' ? 'week' : plan.kind);
  const [name, setName] = useState(plan.name ?? '');
  const [like, setLike] = useState<Weekday>(
    rules.makeupDays.find((day) => day.date === date)?.likeWeekday ?? 'monday',
  );
  const [intervals, setIntervals] = useState<WorkingInterval[]>(
    plan.intervals.length > 0 ? [...plan.intervals] : [{ from: '09:00', to: '12:00' }],
  );
  const apply = () => {
    const other = <T extends { date: string }>(list: readonly T[]) => list.filter((day) => day.date !== date);
    const called =
      name.trim() === '' ? t(`settings.calendar.kind.${kind === 'week' ? 'work' : kind}`) : name.trim();
    const next = {
      ...rules,
      holidays: other(rules.holidays),
      makeupDays: other(rules.makeupDays),
      exceptions: other(rules.exceptions),
    };
    if (kind === 'holiday') next.holidays = [...next.holidays, { date, name: called }];
    if (kind === 'makeup') next.makeupDays = [...next.makeupDays, { date, name: called, likeWeekday: like }];
    if (kind === 'exception') next.exceptions = [...next.exceptions, { date, name: called, intervals }];
    onChange(next);
    onClose();
  };
  return (
    <Modal open title={date} okText={t('common.apply')} onOk={apply} onCancel={onClose} width={420}>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
        <Radio.Group
          vertical
          value={kind}
          onChange={(event) => setKind(event.target.value as Kind)}
          options={(['week', 'holiday', 'makeup', 'exception'] as const).map((value) => ({
            value,
            label: t(`settings.calendar.choice.${value}`),
          }))}
        />
        {kind === 'week' ? null : (
          <Input
            maxLength={100}
            aria-label={t('common.name')}
            placeholder={t('settings.calendar.dayName')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
        {kind === 'makeup' ? (
          <Select
            aria-label={t('settings.calendar.like')}
            value={like}
            options={weekdays.map((value) => ({
              value,
              label: t('settings.calendar.likeDay', { day: t(`common.weekday.${value}`) }),
            }))}
            onChange={setLike}
          />
        ) : null}
        {kind === 'exception' ? <Intervals intervals={intervals} onChange={setIntervals} /> : null}
      </div>
    </Modal>
  );
}

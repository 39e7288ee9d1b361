import type { BusinessCalendar } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShowError } from '../../../ui/use-error-text.ts';
import { useMay } from '../../session/session.ts';
import { SettingPanel } from '../setting-panel.tsx';
import styles from '../settings.module.css';
import { calendarsQuery, deleteCalendar, makeDefault } from './calendar.queries.ts';
import { hoursOf, weekdays } from './calendar-days.ts';
import { CalendarEditor } from './calendar-editor.tsx';

/** When the organisation and its teams work. */
export default function CalendarsSection() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const may = useMay();
  const client = useQueryClient();
  const showError = useShowError();
  const calendars = useQuery(calendarsQuery);
  const [edited, setEdited] = useState<BusinessCalendar | 'new' | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: calendarsQuery.queryKey });
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: refresh,
    onError: showError,
  });
  const manage = may('calendars.manage');
  if (edited !== null)
    return (
      <CalendarEditor
        calendar={edited === 'new' ? null : edited}
        readOnly={!manage}
        onClose={() => setEdited(null)}
      />
    );
  return (
    <SettingPanel
      title={t('settings.section.calendars')}
      query={calendars}
      create={manage ? { label: t('settings.calendar.create'), onClick: () => setEdited('new') } : null}
      empty={{ title: t('common.empty.title'), hint: '' }}
    >
      {(rows) =>
        rows.map((calendar) => (
          <div key={calendar.id} className={styles['row']}>
            <div className={styles['rowText']}>
              <div>
                <strong>{calendar.name}</strong>{' '}
                {calendar.isDefault ? <Tag color="success">{t('settings.calendar.default')}</Tag> : null}
              </div>
              <div className="faint">
                {calendar.timeZone} ·{' '}
                {t('settings.calendar.summary', {
                  hours: weekdays.reduce((sum, day) => sum + hoursOf(calendar.weekly[day]), 0),
                  holidays: calendar.holidays.length,
                  makeup: calendar.makeupDays.length,
                })}
              </div>
            </div>
            <Button size="small" onClick={() => setEdited(calendar)}>
              {t(manage ? 'common.edit' : 'common.details')}
            </Button>
            {manage && !calendar.isDefault ? (
              <>
                <Button size="small" onClick={() => act.mutate(() => makeDefault(calendar.id))}>
                  {t('settings.calendar.makeDefault')}
                </Button>
                <Button
                  size="small"
                  danger
                  onClick={() =>
                    modal.confirm({
                      title: t('common.confirmDelete', { name: calendar.name }),
                      onOk: () => act.mutateAsync(() => deleteCalendar(calendar)),
                    })
                  }
                >
                  {t('common.delete')}
                </Button>
              </>
            ) : null}
          </div>
        ))
      }
    </SettingPanel>
  );
}

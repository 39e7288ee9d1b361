import { calendarCreated, calendarDeleted, calendarPermissions, calendarUpdated } from '@jingyun/contracts';
import { defineModule } from '../../platform/module.ts';
import { calendarRoutes } from './calendar.routes.ts';
import { setUpCalendar } from './set-up-calendar.ts';

export { createCalendar } from './create-calendar.ts';

/** Business calendars: when the organisation and its teams work. */
export const calendarsModule = defineModule({
  name: 'calendars',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: calendarPermissions,
  events: [calendarCreated, calendarUpdated, calendarDeleted],
  routes: calendarRoutes,
  setUpOrganisation: setUpCalendar,
});

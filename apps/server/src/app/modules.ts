import { automationsModule } from '../modules/automations/index.ts';
import { calendarsModule } from '../modules/calendars/index.ts';
import { chartsModule } from '../modules/charts/index.ts';
import { customersModule } from '../modules/customers/index.ts';
import { demoModule } from '../modules/demo/index.ts';
import { importsModule } from '../modules/imports/index.ts';
import { improvementsModule } from '../modules/improvements/index.ts';
import { metricsModule } from '../modules/metrics/index.ts';
import { peopleModule } from '../modules/people/index.ts';
import { portalModule } from '../modules/portal/index.ts';
import { proceduresModule } from '../modules/procedures/index.ts';
import { dueOrder, slaModule } from '../modules/sla/index.ts';
import { surveysModule } from '../modules/surveys/index.ts';
import { threadsModule } from '../modules/threads/index.ts';
import { ticketsModuleWith } from '../modules/tickets/index.ts';
import { trainingModule } from '../modules/training/index.ts';
import { authModule } from '../platform/auth/auth-module.ts';
import type { Module } from '../platform/module.ts';
import { platformModule } from '../platform/platform-module.ts';

/** Every module of the product, in the order of their migrations: a table comes after those it refers to. */
export const modules: readonly Module[] = [
  platformModule,
  authModule,
  peopleModule,
  customersModule,
  calendarsModule,
  metricsModule,
  ticketsModuleWith({ dueOrder }),
  slaModule,
  importsModule,
  portalModule,
  surveysModule,
  chartsModule,
  improvementsModule,
  proceduresModule,
  trainingModule,
  automationsModule,
  threadsModule,
  demoModule,
];

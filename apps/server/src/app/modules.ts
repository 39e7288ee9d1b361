import { calendarsModule } from '../modules/calendars/index.ts';
import { customersModule } from '../modules/customers/index.ts';
import { peopleModule } from '../modules/people/index.ts';
import type { Module } from '../platform/module.ts';
import { platformModule } from '../platform/platform-module.ts';

/** Every module of the product, in the order of their migrations: a table comes after those it refers to. */
export const modules: readonly Module[] = [platformModule, peopleModule, customersModule, calendarsModule];

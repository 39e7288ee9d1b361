import { automationErrors } from './automations.ts';
import { chartErrors } from './charts.ts';
import { customerErrors } from './customers.ts';
import { databaseErrors } from './database.ts';
import type { ErrorRow } from './define.ts';
import { importErrors } from './imports.ts';
import { improvementErrors } from './improvements.ts';
import { metricErrors } from './metrics.ts';
import { operationsErrors } from './operations.ts';
import { peopleErrors } from './people.ts';
import { platformErrors } from './platform.ts';
import { portalErrors } from './portal.ts';
import { procedureErrors } from './procedures.ts';
import { slaErrors } from './sla.ts';
import { surveyErrors } from './surveys.ts';
import { ticketErrors } from './tickets.ts';
import { trainingErrors } from './training.ts';

export type { ErrorRow } from './define.ts';

/**
 * The one error table. Every error a user can meet has its code here; each file
 * beside this one holds the rows of one room. docs/reference/errors.md is
 * generated from it and checked in both directions.
 */
export const errorTable = {
  ...automationErrors,
  ...chartErrors,
  ...platformErrors,
  ...databaseErrors,
  ...importErrors,
  ...improvementErrors,
  ...metricErrors,
  ...operationsErrors,
  ...slaErrors,
  ...peopleErrors,
  ...portalErrors,
  ...procedureErrors,
  ...customerErrors,
  ...surveyErrors,
  ...ticketErrors,
  ...trainingErrors,
} as const;

export type ErrorCode = keyof typeof errorTable;

export const errorCodes = Object.keys(errorTable) as ErrorCode[];

/** The row of a code. */
export function errorRow(code: ErrorCode): ErrorRow {
  return errorTable[code];
}

import { calendarIssues } from './calendars.ts';
import { chartIssues } from './charts.ts';
import type { Words } from './common.ts';
import { conditionIssues } from './conditions.ts';
import { improvementIssues } from './improvements.ts';
import { portalIssues } from './portal.ts';
import { procedureIssues } from './procedure-content.ts';
import { surveyIssues } from './survey-questions.ts';
import { ticketIssues } from './ticket-issues.ts';
import { trainingIssues } from './training-questions.ts';

/**
 * What is wrong with one field and what to do, for the refusals that shapes declare by code
 * (`{ error: 'intervals_overlap' }`). Each file of shapes has its own; refusals that zod words itself need none.
 */
export const issueWords: Readonly<Record<string, Words>> = {
  ...calendarIssues,
  ...chartIssues,
  ...conditionIssues,
  ...improvementIssues,
  ...portalIssues,
  ...procedureIssues,
  ...surveyIssues,
  ...ticketIssues,
  ...trainingIssues,
};

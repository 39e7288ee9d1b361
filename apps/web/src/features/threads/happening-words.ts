import type { TFunction } from 'i18next';

/** Events that have words of their own; any other shows its type. */
const told = [
  'alert.raised',
  'alert.acknowledged',
  'alert.snoozed',
  'alert.closed',
  'certification.expired',
  'certification.granted',
  'course.saved',
  'improvement.analysed',
  'improvement.causeFound',
  'improvement.changed',
  'improvement.checked',
  'improvement.closed',
  'improvement.countermeasureAdded',
  'improvement.countermeasureChanged',
  'improvement.countermeasureDone',
  'improvement.opened',
  'improvement.stageChanged',
  'procedure.acknowledged',
  'procedure.approved',
  'procedure.published',
  'procedure.retired',
  'procedure.returned',
  'procedure.submitted',
  'procedure.versionDrafted',
  'procedure.versionSaved',
  'quiz.attempted',
  'survey.answered',
  'survey.sent',
  'ticket.changed',
  'ticket.closed',
  'ticket.created',
  'ticket.linked',
  'ticket.noted',
  'ticket.replied',
  'ticket.solved',
  'training.assigned',
  'training.reminded',
  'training.withdrawn',
] as const;

/** What an event says happened, in the reader's language. */
export function happeningWords(t: TFunction, type: string): string {
  const known = told.find((one) => one === type);
  return known === undefined ? type : t(`threads.happened.${known.replace('.', '_') as 'alert_raised'}`);
}

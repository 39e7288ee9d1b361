import type { Services } from '../../platform/services.ts';
import type { Taken } from './answer-survey.ts';

/** After the commit: browsers of staff hear that a survey has an answer, and of the tickets it is about and opened. */
export function tellStaff({ stream }: Pick<Services, 'stream'>, orgId: string, taken: Taken): void {
  stream.publish(orgId, { topic: 'surveys', id: taken.surveyId });
  for (const id of [taken.ticketId, taken.followUpId]) {
    if (id !== null) stream.publish(orgId, { topic: 'tickets', id });
  }
}

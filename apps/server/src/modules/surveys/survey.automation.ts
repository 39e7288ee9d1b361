import { z } from 'zod';
import { type AutomationAction, defineAction } from '../../platform/automation/types.ts';
import { sendSurvey } from './send-survey.ts';

/** What automations may do with surveys: typically after `ticket.solved`. */
export const surveyActions: readonly AutomationAction[] = [
  defineAction({
    name: 'surveys.send',
    words: { zh: '发送满意度问卷', en: 'Send a survey' },
    on: 'ticket',
    params: z.strictObject({ surveyId: z.uuid() }),
    run: async (tx, call, target, { surveyId }, services) => {
      const { withheld } = await sendSurvey(tx, call, services, surveyId, {
        ticketId: target.ticketId!,
        by: 'email',
      });
      return withheld ?? 'sent';
    },
  }),
];

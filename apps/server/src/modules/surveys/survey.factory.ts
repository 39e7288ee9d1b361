import { type SurveyInput, surveyInput } from '@jingyun/contracts';
import type { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { publishSurvey } from './publish-survey.ts';
import { createSurvey } from './save-survey.ts';
import type { SurveyRow } from './survey.repo.ts';

/** A CSAT survey: a score, a reason that only the dissatisfied are asked for, and words. */
export function csatSurvey(over: Partial<z.input<typeof surveyInput>> = {}): SurveyInput {
  return surveyInput.parse({
    name: '售后满意度',
    content: {
      locale: 'zh-CN',
      title: { 'zh-CN': '您对本次服务满意吗', en: 'How did we do' },
      questions: [
        {
          id: 'score',
          kind: 'csat',
          required: true,
          title: { 'zh-CN': '请打分', en: 'Your score' },
          branches: [{ when: { from: 4, to: 5 }, goTo: 'words' }],
        },
        {
          id: 'reason',
          kind: 'multiple',
          asksReason: true,
          title: { 'zh-CN': '哪里不满意', en: 'What went wrong' },
          options: [
            { id: 'slow', label: { 'zh-CN': '太慢', en: 'Too slow' } },
            { id: 'rude', label: { 'zh-CN': '态度差', en: 'Rude' } },
          ],
        },
        { id: 'words', kind: 'text', maxLength: 500, title: { 'zh-CN': '还想说什么', en: 'Anything else' } },
      ],
    },
    ...over,
  });
}

/** A survey that may be sent. */
export async function liveSurvey(tx: Tx, call: Call, input: SurveyInput = csatSurvey()): Promise<SurveyRow> {
  const { id, version } = await createSurvey(tx, call, input);
  return publishSurvey(tx, call, id, version);
}

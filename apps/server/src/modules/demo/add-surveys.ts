import { type SurveyInput, surveyInput } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Services } from '../../platform/services.ts';
import { createAutomation } from '../automations/index.ts';
import { createLink, createSurvey, publishSurvey } from '../surveys/index.ts';
import type { OpinionSurvey } from './simulator/opinions.ts';

const words = (zh: string, tw: string, en: string) => ({ 'zh-CN': zh, 'zh-TW': tw, en });
const option = (id: string, zh: string, tw: string, en: string) => ({ id, label: words(zh, tw, en) });
const tellUs = {
  id: 'words',
  kind: 'text',
  title: words('还有什么想告诉我们的', '還有什麼想告訴我們的', 'Anything else you would like to tell us?'),
};

const surveys: Readonly<Record<OpinionSurvey, SurveyInput>> = {
  csat: surveyInput.parse({
    name: '售后服务满意度',
    content: {
      locale: 'zh-CN',
      title: words('您对本次服务满意吗？', '您對本次服務滿意嗎？', 'How did we do?'),
      thanks: words(
        '感谢您的反馈，祝您生活愉快！',
        '感謝您的回饋，祝您生活愉快！',
        'Thank you. It helps us to do better.',
      ),
      questions: [
        {
          id: 'score',
          kind: 'csat',
          required: true,
          title: words(
            '您对本次服务的满意程度',
            '您對本次服務的滿意程度',
            'How satisfied are you with our service?',
          ),
          branches: [{ when: { from: 4, to: 5 }, goTo: 'effort' }],
        },
        {
          id: 'reason',
          kind: 'multiple',
          asksReason: true,
          title: words('哪里让您不满意', '哪裡讓您不滿意', 'What was not good?'),
          options: [
            option('slow', '等待太久', '等待太久', 'It took too long'),
            option('handover', '被转来转去', '被轉來轉去', 'I was passed around'),
            option('attitude', '服务态度', '服務態度', 'The way I was treated'),
            option('unsolved', '问题没有解决', '問題沒有解決', 'It is not solved'),
          ],
        },
        {
          id: 'effort',
          kind: 'ces',
          title: words('这次办理很轻松', '這次辦理很輕鬆', 'It was easy to get this done.'),
        },
        tellUs,
      ],
    },
  }),
  nps: surveyInput.parse({
    name: '品牌推荐意愿',
    content: {
      locale: 'zh-CN',
      title: words('您愿意推荐海悦家电吗？', '您願意推薦海悅家電嗎？', 'Would you recommend us?'),
      questions: [
        {
          id: 'score',
          kind: 'nps',
          required: true,
          title: words(
            '您有多大可能向亲友推荐我们',
            '您有多大可能向親友推薦我們',
            'How likely are you to recommend us to friends and family?',
          ),
        },
        tellUs,
      ],
    },
  }),
};

/** The retailer's surveys, the automation that sends one, and a QR code on the service counter. @returns their ids */
export async function addSurveys(
  services: Services,
  tx: Tx,
  call: Call,
  complaintsTeamId: string,
): Promise<Record<OpinionSurvey, string>> {
  const live = async (input: SurveyInput) => {
    const { id, version } = await createSurvey(tx, call, input);
    await publishSurvey(tx, call, id, version);
    return id;
  };
  const followUp = surveyInput.shape.followUp.parse({ atMost: 2, teamId: complaintsTeamId });
  const ids = { csat: await live({ ...surveys.csat, followUp }), nps: await live(surveys.nps) };
  await createLink(tx, call, ids.csat, {
    name: '门店服务台',
    channel: 'faceToFace',
    teamId: null,
    active: true,
  });
  await createAutomation(services, tx, call, {
    name: '解决后发送满意度问卷',
    description: '工单解决后邀请客户评价；低分自动回访。',
    active: true,
    trigger: { on: 'event', event: 'ticket.solved' },
    condition: { '!=': [{ var: 'ticket.kind' }, 'internal'] },
    steps: [{ action: 'surveys.send', params: { surveyId: ids.csat } }],
  });
  return ids;
}

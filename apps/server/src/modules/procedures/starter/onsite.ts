import { type ProcedureInput, procedureInput } from '@jingyun/contracts';
import { stage, step, words } from './words.ts';

/** Something goes wrong at the customer's or at the counter: put right, or passed on, within thirty minutes. */
export const onsite: ProcedureInput = procedureInput.parse({
  code: 'SOP-ONSITE',
  name: words('现场异常 30 分钟处理', 'On-site exception within 30 minutes'),
  kind: 'sop',
  matching: { start: 'ticket', ticketKinds: ['incident'], channels: ['faceToFace'] },
  content: {
    locale: 'zh-CN',
    purpose: words(
      '现场出现异常时，5 分钟内响应，30 分钟内解决或升级，不让客户空等。',
      'When something goes wrong on site: an answer within five minutes, solved or passed on within thirty, and no customer left waiting.',
    ),
    stages: [
      stage('answer', words('响应（5 分钟）', 'Answer (5 minutes)'), [
        step('calm', words('安抚客户，确保安全', 'Calm the customer, make it safe'), {
          mandatory: true,
          minutes: 5,
          checklist: [
            words('已停止有危险的操作', 'Whatever is dangerous has stopped'),
            words('已告知客户正在处理', 'The customer knows that it is being dealt with'),
          ],
          script: words(
            '请您稍等，我马上处理。五分钟内我会告诉您怎么解决。',
            'One moment please, I am on it. Within five minutes I will tell you what we do.',
          ),
        }),
      ]),
      stage('judge', words('判断（10 分钟）', 'Judge (10 minutes)'), [
        step('judge', words('判断原因和权限', 'Cause, and whose decision it is'), {
          mandatory: true,
          minutes: 10,
          requires: ['calm'],
          body: words(
            '<p>在权限内的，当场决定。超出权限的，立即联系主管；主管 5 分钟内未回应，直接联系经理。</p>',
            '<p>What you may decide, decide on the spot. For the rest call the team lead at once; where there is no answer in five minutes, the manager.</p>',
          ),
          checklist: [
            words('已拍照或记录现场', 'Pictures or notes were made'),
            words('已确定由谁决定', 'It is clear who decides'),
          ],
        }),
      ]),
      stage('act', words('处理（15 分钟）', 'Act (15 minutes)'), [
        step('act', words('解决，或升级并给出时间', 'Solve it, or pass it on with a time'), {
          mandatory: true,
          minutes: 15,
          requires: ['judge'],
          checklist: [
            words('问题已解决，或已升级并有人接手', 'It is solved, or somebody has taken it over'),
            words('客户已知晓下一步和时间', 'The customer knows what comes next, and when'),
          ],
        }),
        step('record', words('登记并回访', 'Record it, and call back'), {
          minutes: 1440,
          requires: ['act'],
          checklist: [
            words('异常原因已登记', 'The cause is recorded'),
            words('次日前已回访客户', 'The customer was called by the next day'),
          ],
        }),
      ]),
    ],
  },
});

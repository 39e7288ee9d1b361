import { type ProcedureInput, procedureInput } from '@jingyun/contracts';
import { stage, step, words } from './words.ts';

/** Service face to face in five stages. */
export const service: ProcedureInput = procedureInput.parse({
  code: 'STD-SERVICE',
  name: words('五阶段服务标准', 'Service in five stages'),
  kind: 'standard',
  matching: { start: 'ticket', channels: ['faceToFace'] },
  content: {
    locale: 'zh-CN',
    purpose: words(
      '当面服务时，每位客户都得到同样的迎接、确认、办理、倾听和送别。',
      'So that every customer who comes in person is greeted, understood, served, heard and seen off alike.',
    ),
    stages: [
      stage('greet', words('迎接', 'Greet'), [
        step('greet', words('主动迎接', 'Greet first'), {
          minutes: 3,
          checklist: [
            words('三步之内微笑致意、目光接触', 'A smile and eye contact within three steps'),
            words('使用尊称，介绍自己', 'A polite address, and one’s own name'),
            words('需要等候时说明时长', 'Where there is a wait, how long it will be'),
          ],
          script: words(
            '您好，欢迎光临！我是……，很高兴为您服务。请问有什么可以帮您？',
            'Good day and welcome. My name is …. How may I help you?',
          ),
        }),
      ]),
      stage('confirm', words('确认需求', 'Confirm'), [
        step('confirm', words('听清并复述需求', 'Hear the need and say it back'), {
          mandatory: true,
          minutes: 5,
          checklist: [
            words('先听完，再提问', 'Listened before asking'),
            words('复述需求并得到确认', 'The need was said back and confirmed'),
            words('说明办理所需时间和费用', 'Time and cost were told'),
          ],
          script: words(
            '我确认一下：您今天需要……，希望在……之前完成，对吗？',
            'Let me make sure: today you need …, by …. Is that right?',
          ),
        }),
      ]),
      stage('serve', words('提供服务', 'Serve'), [
        step('serve', words('按标准办理', 'Serve by the standard'), {
          mandatory: true,
          requires: ['confirm'],
          body: words(
            '<p>办理中每一步先说明再动手。超过承诺时间前，主动告知进展。不能办理的，说明原因并给出替代办法。</p>',
            '<p>Say what you do before you do it. Tell how it stands before the promised time runs out. What cannot be done is explained, with another way.</p>',
          ),
          checklist: [
            words('需求已全部办理，或已给出替代办法', 'Everything was done, or another way was offered'),
            words('结果已与客户当面核对', 'The result was checked together with the customer'),
          ],
        }),
      ]),
      stage('feedback', words('征询反馈', 'Collect feedback'), [
        step('feedback', words('请客户评价', 'Ask for an opinion'), {
          checklist: [
            words('已询问是否满意', 'Asked whether the customer is satisfied'),
            words('不满意时当场处理或登记', 'What was not good was put right, or noted'),
          ],
          script: words(
            '请问您对今天的服务满意吗？扫这个码可以告诉我们哪里还能做得更好。',
            'Were you satisfied today? With this code you can tell us what we could do better.',
          ),
        }),
      ]),
      stage('farewell', words('送别', 'See off'), [
        step('farewell', words('礼貌送别', 'See the customer off'), {
          checklist: [
            words('提醒携带物品和单据', 'Reminded of belongings and papers'),
            words('告知后续联系方式', 'Told how to reach us afterwards'),
          ],
          script: words(
            '感谢您的光临，这是您的单据。如有任何问题请随时联系我们，请慢走！',
            'Thank you for coming. Here are your papers. Call us at any time. Good-bye!',
          ),
        }),
      ]),
    ],
  },
});

import { type ProcedureInput, procedureInput } from '@jingyun/contracts';
import { stage, step, words } from './words.ts';

/** What to do when people are in danger, or when the press, an authority or a crowd is at the door. */
export const crisis: ProcedureInput = procedureInput.parse({
  code: 'SOP-CRISIS',
  name: words('危机响应', 'Crisis response'),
  kind: 'sop',
  matching: { start: 'manual' },
  content: {
    locale: 'zh-CN',
    purpose: words(
      '发生人身安全、群体性投诉、媒体曝光、数据泄露等事件时，先保人，再止损，统一口径，按时通报。',
      'When people are in danger, many complain at once, the press calls or data has leaked: people first, then the damage; one voice, and news on time.',
    ),
    stages: [
      stage('first', words('第一小时', 'The first hour'), [
        step('safety', words('确认人员安全', 'See that people are safe'), {
          mandatory: true,
          minutes: 10,
          checklist: [
            words('有伤者时已拨打急救电话', 'Where somebody is hurt, an ambulance was called'),
            words('现场已隔离，客户已疏散', 'The place is closed off and customers are out'),
          ],
        }),
        step('alarm', words('报告并召集小组', 'Report, and call the team together'), {
          mandatory: true,
          minutes: 20,
          requires: ['safety'],
          body: words(
            '<p>小组至少包括：总负责人、现场负责人、对外发言人、记录人。指定一人做决定。</p>',
            '<p>The team has at least somebody who decides, somebody on site, one who speaks to the public and one who keeps the record.</p>',
          ),
          checklist: [
            words('总负责人已接手', 'The person who decides has taken over'),
            words('已开始记录时间、事件和决定', 'Times, events and decisions are being recorded'),
            words('已定下次通报时间', 'The time of the next update is set'),
          ],
        }),
        step('facts', words('核实事实并定级', 'Check the facts, set the level'), {
          mandatory: true,
          minutes: 30,
          requires: ['alarm'],
          checklist: [
            words('已区分已知、未知和传言', 'What is known, unknown and rumour is told apart'),
            words('已估计受影响的客户人数', 'How many customers are concerned was estimated'),
          ],
        }),
      ]),
      stage('respond', words('应对', 'Respond'), [
        step('statement', words('发布首份声明', 'Give a first statement'), {
          mandatory: true,
          minutes: 60,
          role: 'manager',
          requires: ['facts'],
          body: words(
            '<p>只说已核实的事实、正在采取的措施和下次通报的时间。不推测原因，不指责他人。</p>',
            '<p>Only facts that were checked, what is being done, and when there will be more. No guesses at the cause, no blame.</p>',
          ),
          script: words(
            '我们已获悉……。我们首先关心的是每一位受影响的客户。目前我们正在……，将在……前再次通报。',
            'We have learned of …. Our first concern is everybody who is affected. We are now …, and will tell you more by ….',
          ),
        }),
        step('contain', words('控制影响', 'Contain the damage'), {
          mandatory: true,
          requires: ['facts'],
          checklist: [
            words('已停止相关产品、服务或系统', 'The product, service or system concerned was stopped'),
            words('一线同事已拿到统一答复口径', 'The front line has the answers to give'),
          ],
        }),
        step('update', words('按承诺的时间通报进展', 'Give updates when they were promised'), {
          minutes: 240,
          requires: ['statement'],
          checklist: [
            words('受影响的客户已逐一联系', 'Everybody who is affected was contacted'),
            words('监管部门已按规定报告', 'Authorities were told as the law says'),
          ],
        }),
      ]),
      stage('after', words('善后', 'Afterwards'), [
        step('care', words('关怀受影响者', 'Care for those affected'), {
          mandatory: true,
          requires: ['contain'],
          checklist: [
            words('已致歉并商定补偿', 'Apology made, compensation agreed'),
            words('已安排回访', 'Follow-up visits are planned'),
            words('参与处理的同事已得到支持', 'Colleagues who dealt with it were supported'),
          ],
        }),
        step('review', words('复盘并改进', 'Review and improve'), {
          role: 'manager',
          requires: ['care'],
          body: words(
            '<p>两周内复盘：发生了什么、为什么、哪些做得好、要改什么。为每项改进指定负责人和期限。</p>',
            '<p>Within two weeks: what happened, why, what went well, what has to change. Each change has an owner and a date.</p>',
          ),
        }),
      ]),
    ],
  },
});

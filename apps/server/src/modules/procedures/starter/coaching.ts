import { type ProcedureInput, procedureInput } from '@jingyun/contracts';
import { stage, step, words } from './words.ts';

/** Coaching one person in four steps, with situation, behaviour and impact as the form of feedback. */
export const coaching: ProcedureInput = procedureInput.parse({
  code: 'SOP-COACHING',
  name: words('辅导四步法', 'Coaching in four steps'),
  kind: 'sop',
  matching: { start: 'manual' },
  content: {
    locale: 'zh-CN',
    purpose: words(
      '一次辅导只改进一个行为：说清、示范、练习、跟进。',
      'One coaching, one behaviour: say it, show it, practise it, follow it up.',
    ),
    stages: [
      stage('coach', words('辅导', 'Coaching'), [
        step('observe', words('观察与反馈', 'Observe and give feedback'), {
          mandatory: true,
          role: 'teamLead',
          body: words(
            '<p>用 SBI 说反馈：<strong>情境</strong>（何时何地）、<strong>行为</strong>（看到听到的）、<strong>影响</strong>（对客户和团队）。先说做得好的，再说要改的。</p>',
            '<p>Feedback by SBI: the <strong>situation</strong> (when and where), the <strong>behaviour</strong> (seen and heard), the <strong>impact</strong> (on customer and team). What was good comes first.</p>',
          ),
          checklist: [
            words('已准备具体的实例', 'There is an example to speak about'),
            words('对方先说了自己的看法', 'The other spoke first'),
          ],
          script: words(
            '上午那通电话里，客户说到第二次维修时，你马上转了话题，客户的声音变急了。你自己怎么看？',
            'In this morning’s call, when the customer came to the second repair, you changed the subject at once, and the customer grew impatient. How do you see it?',
          ),
        }),
        step('demonstrate', words('讲解与示范', 'Explain and show'), {
          mandatory: true,
          role: 'teamLead',
          requires: ['observe'],
          checklist: [
            words('已说明为什么这样做', 'Why it is done so was explained'),
            words('已完整示范一遍', 'It was shown from beginning to end'),
          ],
        }),
        step('practise', words('练习与纠正', 'Practise and correct'), {
          mandatory: true,
          requires: ['demonstrate'],
          checklist: [
            words('对方独立做了至少两遍', 'The other did it alone at least twice'),
            words('当场纠正，当场肯定', 'Corrected and praised on the spot'),
          ],
        }),
        step('follow', words('约定与跟进', 'Agree and follow up'), {
          mandatory: true,
          role: 'teamLead',
          requires: ['practise'],
          body: words(
            '<p>约定一个可衡量的目标和复查日期。到期一起看录音或数据。</p>',
            '<p>Agree on one goal that can be measured, and on a date. On that day look at calls or figures together.</p>',
          ),
          checklist: [
            words('目标和复查日期已写下', 'Goal and date are written down'),
            words('已完成复查', 'The review took place'),
          ],
        }),
      ]),
    ],
  },
});

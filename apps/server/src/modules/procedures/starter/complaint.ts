import { type ProcedureInput, procedureInput } from '@jingyun/contracts';
import { stage, step, words } from './words.ts';

const hours = (count: number) => count * 60;

/** Complaints in eight steps, with H.E.A.T. where it is received and empathise–clarify–solve where it is planned. */
export const complaint: ProcedureInput = procedureInput.parse({
  code: 'SOP-COMPLAINT',
  name: words('投诉处理八步法', 'Complaints in eight steps'),
  kind: 'sop',
  matching: { start: 'ticket', ticketKinds: ['complaint'] },
  content: {
    locale: 'zh-CN',
    purpose: words(
      '让每一件投诉都有人负责、有时限、有答复，并让组织从中学到东西。',
      'So that every complaint has somebody who answers for it, a time limit and a reply, and the organisation learns from it.',
    ),
    stages: [
      stage('receive', words('受理', 'Take it in'), [
        step('receive', words('接收：按 H.E.A.T. 倾听', 'Receive: listen by H.E.A.T.'), {
          mandatory: true,
          minutes: 30,
          body: words(
            '<p><strong>H</strong>ear 倾听：不打断，记下客户的原话。</p><p><strong>E</strong>mpathise 共情：说出客户的感受。</p><p><strong>A</strong>pologise 致歉：为客户的经历致歉，不争论责任。</p><p><strong>T</strong>ake ownership 担责：说明由谁、在何时给出下一次答复。</p>',
            '<p><strong>H</strong>ear: do not interrupt, note the customer’s own words.</p><p><strong>E</strong>mpathise: say what the customer feels.</p><p><strong>A</strong>pologise for what they went through, without arguing whose fault it is.</p><p><strong>T</strong>ake ownership: say who answers next, and when.</p>',
          ),
          checklist: [
            words('记下客户的原话和期望的结果', 'The customer’s own words and what they want are noted'),
            words('已为客户的经历致歉', 'The apology was made'),
            words('已告知由谁、在何时给出下一次答复', 'The customer knows who answers next, and when'),
          ],
          script: words(
            '非常抱歉让您遇到这样的事，换作是我也会着急。请您把经过告诉我，我会一直跟进到解决，并在今天内给您答复。',
            'I am very sorry that this happened to you; I would be upset as well. Please tell me what happened. I will see it through, and you will hear from me today.',
          ),
        }),
        step('triage', words('分级：定类别与严重程度', 'Triage: class and severity'), {
          mandatory: true,
          minutes: 30,
          requires: ['receive'],
          body: words(
            '<p>按影响定级：1 级为人身安全、媒体或法律风险；2 级为重大损失或多次投诉；3 级为一般；4 级为轻微不满。1 级须立即报告经理并启动危机响应。</p>',
            '<p>By what is at stake: 1 is danger to people, press or law; 2 is a heavy loss or a repeated complaint; 3 is ordinary; 4 is an annoyance. A complaint of level 1 goes to the manager at once and starts the crisis response.</p>',
          ),
          checklist: [
            words('已填写投诉类别与严重程度', 'Complaint class and severity are set'),
            words('已查看客户以往的投诉', 'Earlier complaints of the customer were looked at'),
          ],
        }),
        step('dispatch', words('分派：落实责任人', 'Dispatch: one person answers for it'), {
          mandatory: true,
          minutes: hours(1),
          requires: ['triage'],
          checklist: [
            words('已指定一位责任人', 'One person is assigned'),
            words('责任人已知晓承诺的答复时间', 'That person knows what the customer was promised'),
          ],
        }),
      ]),
      stage('solve', words('查明与解决', 'Find out and solve'), [
        step('investigate', words('调查：查清事实', 'Investigate: the facts'), {
          mandatory: true,
          minutes: hours(24),
          requires: ['dispatch'],
          body: words(
            '<p>分别听取客户与经办人的说法，核对订单、录音、照片和工单记录。只写事实，不写推测。</p>',
            '<p>Hear the customer and the people involved apart from each other; check orders, recordings, pictures and the ticket. Write down facts, not guesses.</p>',
          ),
          checklist: [
            words('客户陈述已核实', 'What the customer says was checked'),
            words('经办人已说明情况', 'The people involved were heard'),
            words('证据已附在工单上', 'Evidence is attached to the ticket'),
          ],
        }),
        step('plan', words('方案：共情、澄清、解决', 'Plan: empathise, clarify, solve'), {
          mandatory: true,
          minutes: hours(4),
          requires: ['investigate'],
          body: words(
            '<ol><li><strong>共情</strong>：先确认感受，再谈方案。</li><li><strong>澄清</strong>：复述客户的诉求，直到客户说“对”。</li><li><strong>解决</strong>：给出两个可选方案，说明各自的时间。</li></ol><p>超出本人权限的补偿须先获批准，再向客户承诺。</p>',
            '<ol><li><strong>Empathise</strong>: the feeling first, the solution after.</li><li><strong>Clarify</strong>: say back what the customer wants until they say “yes”.</li><li><strong>Solve</strong>: offer two ways, each with its time.</li></ol><p>Compensation above your own authority is approved before it is promised.</p>',
          ),
          checklist: [
            words('客户诉求已复述并获确认', 'The customer agreed to what they want'),
            words('方案在权限内，或已获批准', 'The plan is within authority, or approved'),
            words('客户已接受方案', 'The customer accepted the plan'),
          ],
          script: words(
            '我完全理解您的心情。您希望的是……，我说得对吗？我们可以这样处理：方案一……，方案二……，您看哪一个更合适？',
            'I quite understand. What you would like is …, is that right? There are two ways: the first …, the second …. Which suits you better?',
          ),
        }),
        step('execute', words('执行：按承诺办完', 'Execute: do what was promised'), {
          mandatory: true,
          minutes: hours(48),
          requires: ['plan'],
          checklist: [
            words('方案中的每一项都已完成', 'Everything in the plan was done'),
            words('如有延误，已提前告知客户', 'Of any delay the customer was told before'),
          ],
        }),
      ]),
      stage('close', words('答复与改进', 'Report back and learn'), [
        step('report', words('回复：回访并确认满意', 'Report back: confirm that it is settled'), {
          mandatory: true,
          minutes: hours(24),
          requires: ['execute'],
          checklist: [
            words('已向客户说明原因与处理结果', 'The customer knows the cause and what was done'),
            words('客户确认问题已解决', 'The customer says that it is settled'),
          ],
          script: words(
            '您反映的问题原因是……，我们已经……。请问现在是否都解决了？还有什么我可以为您做的？',
            'The cause was …, and we have …. Is everything settled now? Is there anything else I can do for you?',
          ),
        }),
        step('learn', words('学习：记录原因与改进', 'Learn: cause and improvement'), {
          minutes: hours(72),
          requires: ['report'],
          role: 'teamLead',
          body: words(
            '<p>写下根本原因。同类投诉重复出现时，发起一项改进。</p>',
            '<p>Write down the root cause. Where complaints of the same kind come back, open an improvement.</p>',
          ),
          checklist: [
            words('已记录根本原因', 'The root cause is written down'),
            words('已判断是否需要改进', 'It was decided whether something has to change'),
          ],
        }),
      ]),
    ],
  },
});

import { type QuestionContent, questionContent } from '@jingyun/contracts';
import { handoverCode } from './handover.ts';

const words = (zh: string, tw: string, en: string) => ({ 'zh-CN': zh, 'zh-TW': tw, en });
const option = (id: string, zh: string, tw: string, en: string) => ({ id, label: words(zh, tw, en) });

/** What the retailer's staff are asked, by the code of the procedure. */
export const demoQuestions: Readonly<Record<string, readonly QuestionContent[]>> = {
  [handoverCode]: [
    questionContent.parse({
      kind: 'single',
      title: words(
        '把工单转给另一个组之前，先要做什么？',
        '把工單轉給另一個組之前，先要做什麼？',
        'What is done before a ticket goes to another team?',
      ),
      options: [
        option(
          'note',
          '把与客户的约定写进备注',
          '把與客戶的約定寫進備註',
          'Note what was agreed with the customer',
        ),
        option('close', '先把工单关闭', '先把工單關閉', 'Close the ticket'),
        option('wait', '等客户再来电', '等客戶再來電', 'Wait until the customer calls again'),
      ],
      right: ['note'],
      explanation: words(
        '接手的人只看得到写下来的约定。',
        '接手的人只看得到寫下來的約定。',
        'Those who take over know only what is written down.',
      ),
    }),
    questionContent.parse({
      kind: 'trueFalse',
      title: words(
        '交接后，答应客户的时间仍然算数。',
        '交接後，答應客戶的時間仍然算數。',
        'A time that was promised holds after a hand-over, too.',
      ),
      right: true,
      explanation: words(
        '客户不关心工单在哪个组。',
        '客戶不關心工單在哪個組。',
        'Customers do not care which team has their ticket.',
      ),
    }),
    questionContent.parse({
      kind: 'multiple',
      title: words(
        '交接备注里要写哪些内容？',
        '交接備註裡要寫哪些內容？',
        'What belongs into the note of a hand-over?',
      ),
      options: [
        option('promise', '约定的内容', '約定的內容', 'What was promised'),
        option('until', '约定的时间', '約定的時間', 'Until when'),
        option('blame', '谁的责任', '誰的責任', 'Whose fault it is'),
      ],
      right: ['promise', 'until'],
    }),
  ],
  'SOP-COMPLAINT': [
    questionContent.parse({
      kind: 'single',
      title: words(
        '接到投诉，第一步是什么？',
        '接到投訴，第一步是什麼？',
        'What comes first with a complaint?',
      ),
      options: [
        option('hear', '让客户把话说完', '讓客戶把話說完', 'Let the customer finish'),
        option('explain', '解释公司规定', '解釋公司規定', 'Explain the rules'),
        option('offer', '先谈赔偿', '先談賠償', 'Offer compensation'),
      ],
      right: ['hear'],
      explanation: words(
        '先倾听，再共情、致歉、担责（H.E.A.T.）。',
        '先傾聽，再共情、致歉、擔責（H.E.A.T.）。',
        'Hear, then empathise, apologise, take ownership (H.E.A.T.).',
      ),
    }),
    questionContent.parse({
      kind: 'text',
      title: words(
        'H.E.A.T. 中的 E 是哪个英文单词？',
        'H.E.A.T. 中的 E 是哪個英文單詞？',
        'Which word does the E of H.E.A.T. stand for?',
      ),
      right: ['Empathise', 'Empathize', 'Empathy', '共情'],
    }),
    questionContent.parse({
      kind: 'trueFalse',
      title: words(
        '客户满意后，投诉就不必再回访。',
        '客戶滿意後，投訴就不必再回訪。',
        'Once the customer is satisfied, a complaint needs no follow-up.',
      ),
      right: false,
      explanation: words(
        '回访确认问题没有再次发生。',
        '回訪確認問題沒有再次發生。',
        'A follow-up makes sure that it has not happened again.',
      ),
    }),
  ],
  'STD-SERVICE': [
    questionContent.parse({
      kind: 'multiple',
      title: words(
        '五个服务阶段中包括哪些？',
        '五個服務階段中包括哪些？',
        'Which of these are among the five stages of service?',
      ),
      options: [
        option('greet', '问候', '問候', 'Greet'),
        option('confirm', '确认需求', '確認需求', 'Confirm the need'),
        option('seeOff', '送别', '送別', 'See off'),
        option('upsell', '推销', '推銷', 'Sell more'),
      ],
      right: ['greet', 'confirm', 'seeOff'],
    }),
    questionContent.parse({
      kind: 'trueFalse',
      title: words(
        '服务结束前要收集客户的反馈。',
        '服務結束前要收集客戶的回饋。',
        'Feedback is asked for before the customer leaves.',
      ),
      right: true,
    }),
  ],
};

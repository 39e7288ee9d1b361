import type { Words } from '@jingyun/contracts';

/** What the answer page says besides the survey's own words. */
export const pageWords = {
  submit: { zh: '提交', en: 'Send' },
  confirm: { zh: '确认并提交', en: 'Confirm and send' },
  required: { zh: '必答', en: 'Required' },
  optional: { zh: '选填', en: 'Optional' },
  chosen: {
    zh: '您在邮件中选了 {score} 分。请点击下方按钮提交，提交前可以修改。',
    en: 'You chose {score} in the mail. Nothing is sent yet: change it if you like, then confirm below.',
  },
  skip: {
    zh: '与您无关的题目可以留空。',
    en: 'Leave out questions that do not apply to you.',
  },
  until: { zh: '可作答至 {date}', en: 'Open until {date}' },
  wrong: { zh: '请检查标出的题目。', en: 'Please look at the questions marked below.' },
  kept: { zh: '已为您保留上次填写的内容。', en: 'Your earlier answers were kept.' },
  thanksTitle: { zh: '感谢您的反馈', en: 'Thank you' },
  thanks: {
    zh: '您的回答已收到，我们会据此改进服务。',
    en: 'Your answer has arrived. It helps us to do better.',
  },
  language: { zh: '语言', en: 'Language' },
  scaleLow: {
    csat: { zh: '非常不满意', en: 'Very dissatisfied' },
    nps: { zh: '完全不会推荐', en: 'Not at all likely' },
    ces: { zh: '非常不同意', en: 'Strongly disagree' },
  },
  scaleHigh: {
    csat: { zh: '非常满意', en: 'Very satisfied' },
    nps: { zh: '非常愿意推荐', en: 'Extremely likely' },
    ces: { zh: '非常同意', en: 'Strongly agree' },
  },
  closedTitle: { zh: '无法打开问卷', en: 'The survey cannot be opened' },
  usedTitle: { zh: '您已作答', en: 'Answered already' },
  expiredTitle: { zh: '链接已过期', en: 'The link has expired' },
  endedTitle: { zh: '问卷已结束', en: 'The survey has ended' },
} as const satisfies Record<string, Words | Record<string, Words>>;

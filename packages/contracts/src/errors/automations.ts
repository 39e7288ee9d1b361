import { defineErrors } from './define.ts';

/** Errors of automations. */
export const automationErrors = defineErrors({
  automation_unknown_trigger: {
    status: 422,
    message: {
      zh: '没有名为“{name}”的触发事件或数据来源，请从列表中选择。',
      en: 'There is no event or source called "{name}". Choose one from the list.',
    },
  },
  automation_unknown_action: {
    status: 422,
    message: {
      zh: '没有名为“{name}”的动作，请从列表中选择。',
      en: 'There is no action called "{name}". Choose one from the list.',
    },
  },
  automation_action_needs_ticket: {
    status: 422,
    message: {
      zh: '动作“{name}”只能用于与工单有关的触发事件。',
      en: 'The action "{name}" only works for triggers that concern a ticket.',
    },
  },
  automation_bad_schedule: {
    status: 422,
    message: {
      zh: '定时表达式“{cron}”无效，或间隔短于五分钟。示例：0 9 * * 1-5 表示工作日九点。',
      en: 'The schedule "{cron}" is not valid, or more often than every five minutes. Example: 0 9 * * 1-5 is nine o’clock on weekdays.',
    },
  },
});

import { defineErrors } from './define.ts';

/** Errors of business calendars and service level policies. */
export const slaErrors = defineErrors({
  calendar_is_default: {
    status: 409,
    message: {
      zh: '这是默认工作日历，不能删除。请先把另一个日历设为默认。',
      en: 'This is the default calendar and cannot be deleted. Make another calendar the default first.',
    },
  },
  sla_order_incomplete: {
    status: 422,
    message: {
      zh: '排序须恰好列出全部 {count} 条协议，每条一次。请刷新列表后重试。',
      en: 'The order must name each of the {count} policies exactly once. Reload the list and try again.',
    },
  },
});

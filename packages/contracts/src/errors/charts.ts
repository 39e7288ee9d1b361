import { defineErrors } from './define.ts';

/** Errors of control charts and alerts. */
export const chartErrors = defineErrors({
  chart_out_of_scope: {
    status: 403,
    message: {
      zh: '您只能建立所辖团队或本人数据的控制图。请选择您的团队，或请管理员建立。',
      en: 'You may chart only numbers of your own teams or your own. Choose one of your teams, or ask an administrator.',
    },
  },
  chart_archived: {
    status: 409,
    message: {
      zh: '该控制图已删除，只能查看，不能修改。',
      en: 'This control chart was deleted. It can be read, but no longer changed.',
    },
  },
  chart_limit_reached: {
    status: 409,
    message: {
      zh: '控制图数量已达上限 {limit} 张，请先删除不再使用的。',
      en: 'There are {limit} control charts already, which is the limit. Delete those that nobody uses.',
    },
  },
  chart_too_few_points: {
    status: 409,
    message: {
      zh: '已有数据的时段不足 {least} 个，无法固定控制限。请等待更多数据，或延长基准期。',
      en: 'Limits cannot be frozen: they need {least} periods with data. Wait for more, or lengthen the baseline.',
    },
  },
  alert_closed: {
    status: 409,
    message: {
      zh: '该预警已关闭，不能再修改。',
      en: 'This alert is closed and can no longer be changed.',
    },
  },
  alert_snooze_past: {
    status: 422,
    message: {
      zh: '暂缓时间须在将来，且不超过 90 天。',
      en: 'Snooze until a time in the future, at most 90 days from now.',
    },
  },
});

import { defineErrors } from './define.ts';

/** Errors of metrics: queries, drill-down, targets, exports. */
export const metricErrors = defineErrors({
  metric_unknown: {
    status: 404,
    message: {
      zh: '没有名为“{metric}”的指标，可用指标见 GET /api/v1/metrics。',
      en: 'There is no metric "{metric}". GET /api/v1/metrics lists them.',
    },
  },
  metric_dimension_unknown: {
    status: 422,
    message: {
      zh: '指标“{metric}”不能按“{dimension}”拆分或筛选，可用维度：{known}。',
      en: 'The metric "{metric}" cannot be cut by "{dimension}". It can be cut by: {known}.',
    },
  },
  metric_out_of_scope: {
    status: 403,
    message: {
      zh: '您的权限只含本人或所在团队的数据，而指标“{metric}”不区分人员与团队。请向管理员申请查看全部数据。',
      en: 'You may see only your own or your teams\' numbers, and the metric "{metric}" does not tell them apart. Ask an administrator for the whole.',
    },
  },
  metric_range_too_long: {
    status: 422,
    message: {
      zh: '按此粒度最多可查 {limit} 天，请缩短时间范围或改用更粗的粒度。',
      en: 'At this grain a query covers at most {limit} days. Shorten the range or choose a coarser grain.',
    },
  },
  metric_answer_too_large: {
    status: 422,
    message: {
      zh: '结果过大（{cells} 个数值，上限 {limit}）。请缩短时间范围、加筛选条件或改用更粗的粒度。',
      en: 'The answer is too large ({cells} numbers, limit {limit}). Shorten the range, add a filter or choose a coarser grain.',
    },
  },
  metric_target_exists: {
    status: 409,
    message: {
      zh: '该指标在 {from} 起已有目标，请修改它，或另选日期。',
      en: 'The metric already has a target from {from}. Change that one, or choose another day.',
    },
  },
});

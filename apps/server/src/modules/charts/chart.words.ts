import type { ChartReason, Words } from '@jingyun/contracts';

/** Why a chart is of its kind, as a service manager reads it. */
export const reasonWords: Record<ChartReason, Words> = {
  shares: {
    zh: 'p 图：该指标是占比，控制限随每个时段的数量而变。',
    en: 'p chart: the metric is a share; limits follow how many there were in each period.',
  },
  'counts-in-equal-samples': {
    zh: 'c 图：该指标是次数，各时段长度相同。',
    en: 'c chart: the metric counts how often something happens in periods of the same length.',
  },
  'rates-in-unequal-samples': {
    zh: 'u 图：该指标是次数，各月天数不同，按每天的次数绘制。',
    en: 'u chart: the metric counts, and months differ in length, so that it is drawn per day.',
  },
  'more-variation-than-chance': {
    zh: '各时段之间的波动大于随机波动（如周末与平日不同），控制限按相邻时段的实际波动放宽。',
    en: 'Periods differ by more than chance (weekends, say), so that limits are widened to how much neighbours really differ.',
  },
  subgroups: {
    zh: 'X̄-S 图：该指标是测量值，控制限由时段内的离散程度得出。',
    en: 'X̄-S chart: the metric is measured; limits come from the spread inside each period.',
  },
  'single-measurements': {
    zh: 'I-MR 图：每个时段一个数值，控制限由相邻时段之差得出。',
    en: 'I-MR chart: one number for each period; limits come from the differences between neighbours.',
  },
  'chosen-ewma': {
    zh: 'EWMA 图（按您的选择）：每点是指数加权平均，较新的时段权重大，能更早看出小而持久的变化。',
    en: 'EWMA chart, as you chose: each point is a weighted mean of the newest periods, which shows small lasting shifts sooner.',
  },
  'chosen-cusum': {
    zh: 'CUSUM 图（按您的选择）：累计偏离中心线的部分，能更早看出小而持久的变化，并指出变化从何时开始。',
    en: 'CUSUM chart, as you chose: what lies off the centre adds up, which shows small lasting shifts sooner and tells when they began.',
  },
  frozen: {
    zh: '控制限已固定，不随新数据变化。',
    en: 'Limits are frozen: new numbers do not move them.',
  },
};

/** How an alert stands, on its card. */
export const alertStandingWords = {
  open: { zh: '待处理', en: 'Open' },
  acknowledged: { zh: '处理中', en: 'Taken on' },
  closed: { zh: '已关闭', en: 'Closed' },
} as const satisfies Record<string, Words>;

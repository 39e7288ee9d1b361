import type {
  CheckResult,
  ImprovementOutcome,
  ImprovementSource,
  ImprovementStage,
  Locale,
  MetricUnit,
  Words,
} from '@jingyun/contracts';
import { say } from '../../platform/i18n/server-words.ts';

export const stageWords: Record<ImprovementStage, Words> = {
  plan: { zh: '立项', en: 'Plan' },
  analyse: { zh: '原因分析', en: 'Analyse' },
  act: { zh: '实施对策', en: 'Act' },
  check: { zh: '检查效果', en: 'Check' },
  closed: { zh: '已关闭', en: 'Closed' },
};

export const outcomeWords: Record<ImprovementOutcome, Words> = {
  effective: { zh: '有效', en: 'Effective' },
  ineffective: { zh: '无效', en: 'Ineffective' },
  cancelled: { zh: '取消', en: 'Cancelled' },
};

export const sourceWords: Record<ImprovementSource, Words> = {
  alert: { zh: '预警', en: 'Alert' },
  ticket: { zh: '工单', en: 'Ticket' },
  suggestion: { zh: '建议', en: 'Suggestion' },
  manual: { zh: '主动发起', en: 'By hand' },
};

export const resultWords: Record<CheckResult, Words> = {
  better: { zh: '改善', en: 'Better' },
  worse: { zh: '变差', en: 'Worse' },
  noDifference: { zh: '没有差别', en: 'No difference' },
  tooFew: { zh: '数据太少', en: 'Too little data' },
};

export const countermeasureWords = {
  planned: { zh: '计划中', en: 'Planned' },
  doing: { zh: '进行中', en: 'In progress' },
  done: { zh: '已完成', en: 'Done' },
  dropped: { zh: '不再做', en: 'Dropped' },
} as const satisfies Record<string, Words>;

export const rootCauseWords: Words = { zh: '根因', en: 'Root cause' };

/** How an improvement is filled from the record it is opened from. */
export const draftWords = {
  alertTitle: { zh: '改善{chart}', en: 'Improve {chart}' },
  alertWhat: {
    zh: '{metric}出现信号（控制图“{chart}”）。',
    en: '{metric} signals (control chart "{chart}").',
  },
  alertWhen: { zh: '自 {from} 起，{date} 发出预警。', en: 'Since {from}; the alert was raised on {date}.' },
  alertHowMuch: {
    zh: '{date} 为 {value}；中心线 {centre}，控制限 {lower} 至 {upper}。',
    en: '{value} on {date}; centre line {centre}, limits {lower} to {upper}.',
  },
  everywhere: { zh: '整个组织', en: 'The whole organisation' },
  ticketTitle: { zh: '减少“{subject}”一类问题', en: 'Fewer tickets like "{subject}"' },
  ticketWhat: { zh: '工单 #{number}：{subject}', en: 'Ticket #{number}: {subject}' },
  ticketWhen: { zh: '{date} 受理。', en: 'It came on {date}.' },
  ticketHowMuch: {
    zh: '截至当日的 {days} 天内，“{category}”共 {count} 件。',
    en: 'In the {days} days up to then there were {count} of "{category}".',
  },
} as const satisfies Record<string, Words>;

/** A metric's value with its unit, short: 83.5 %, 2 h 15 min, 12.4. */
export function sayValue(unit: MetricUnit, value: number, locale: Locale): string {
  const format = (number: number, options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, options).format(number);
  if (unit === 'ratio') return format(value, { style: 'percent', maximumFractionDigits: 1 });
  if (unit === 'cents') return format(value / 100, { maximumFractionDigits: 2 });
  if (unit !== 'seconds') return format(value, { maximumFractionDigits: 1 });
  const minutes = Math.round(value / 60);
  const params = { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  if (Math.abs(minutes) < 60) return say({ zh: '{minutes} 分钟', en: '{minutes} min' }, locale, { minutes });
  return say({ zh: '{hours} 小时 {minutes} 分钟', en: '{hours} h {minutes} min' }, locale, params);
}

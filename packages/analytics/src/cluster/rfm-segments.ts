import { requireInteger } from '../checks.ts';
import { AnalyticsError } from '../errors.ts';

/** The segments of customers by how lately, how often and for how much they buy, with their names. */
export const RFM_SEGMENTS = {
  champions: { 'zh-CN': '核心客户', 'zh-TW': '核心客戶', en: 'Champions' },
  loyal: { 'zh-CN': '忠诚客户', 'zh-TW': '忠誠客戶', en: 'Loyal customers' },
  potentialLoyalists: { 'zh-CN': '潜力客户', 'zh-TW': '潛力客戶', en: 'Potential loyalists' },
  newcomers: { 'zh-CN': '新客户', 'zh-TW': '新客戶', en: 'New customers' },
  promising: { 'zh-CN': '待培养客户', 'zh-TW': '待培養客戶', en: 'Promising' },
  needAttention: { 'zh-CN': '需关注客户', 'zh-TW': '需關注客戶', en: 'Need attention' },
  aboutToSleep: { 'zh-CN': '即将沉睡客户', 'zh-TW': '即將沉睡客戶', en: 'About to sleep' },
  atRisk: { 'zh-CN': '流失风险客户', 'zh-TW': '流失風險客戶', en: 'At risk' },
  cannotLose: { 'zh-CN': '重点挽留客户', 'zh-TW': '重點挽留客戶', en: 'Cannot lose them' },
  hibernating: { 'zh-CN': '沉睡客户', 'zh-TW': '沉睡客戶', en: 'Hibernating' },
} as const;

/** A segment of `RFM_SEGMENTS`. */
export type RfmSegment = keyof typeof RFM_SEGMENTS;

/** Segments by recency score (row, 1 to 5) and the rounded mean of frequency and monetary score (column, 1 to 5). */
const GRID: readonly (readonly RfmSegment[])[] = [
  ['hibernating', 'hibernating', 'atRisk', 'atRisk', 'cannotLose'],
  ['hibernating', 'hibernating', 'atRisk', 'atRisk', 'cannotLose'],
  ['aboutToSleep', 'aboutToSleep', 'needAttention', 'loyal', 'loyal'],
  ['promising', 'potentialLoyalists', 'potentialLoyalists', 'loyal', 'loyal'],
  ['newcomers', 'potentialLoyalists', 'potentialLoyalists', 'champions', 'champions'],
];

/**
 * The segment of three scores from 1 to 5; halves of the mean of frequency and monetary count upwards. O(1).
 *
 * @throws AnalyticsError unless each score is 1, 2, 3, 4 or 5
 * @example RFM_SEGMENTS[rfmSegmentOf(5, 4, 5)].en; // 'Champions'
 */
export function rfmSegmentOf(recency: number, frequency: number, monetary: number): RfmSegment {
  for (const [name, score] of Object.entries({ recency, frequency, monetary })) {
    requireInteger(name, score, 1);
    if (score > 5) throw new AnalyticsError(name, `must be at most 5, not ${score}`);
  }
  const value = Math.round((frequency + monetary) / 2);
  return GRID[recency - 1]?.[value - 1] as RfmSegment;
}

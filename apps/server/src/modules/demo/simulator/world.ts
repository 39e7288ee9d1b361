import type { TicketChannel, TicketKind, TicketLevel } from '@jingyun/contracts';

/*
 * The retailer: 海悦家电, home appliances, sold in shops and online, with delivery,
 * installation and repair of its own. Everything here is invented.
 */

export const retailer = { name: '海悦家电', timeZone: 'Asia/Shanghai', locale: 'zh-CN' } as const;

export interface TeamPlan {
  key: string;
  name: string;
}

/** How many agents each has follows from its work; see staff.ts. */
export const teams = [
  { key: 'hotline', name: '热线客服一组' },
  { key: 'online', name: '在线客服组' },
  { key: 'dispatch', name: '安装调度一组' },
  { key: 'dispatch2', name: '安装调度二组' },
  { key: 'repair', name: '维修售后组' },
  { key: 'complaints', name: '投诉处理组' },
] as const satisfies readonly TeamPlan[];
export type TeamKey = (typeof teams)[number]['key'];

export interface CategoryPlan {
  key: string;
  name: string;
  parent: string;
}

/** What the matter is about, below the categories that every organisation starts with (`parent` is a code of those). */
export const categories: readonly CategoryPlan[] = [
  { key: 'delivery.late', name: '配送延迟', parent: 'order' },
  { key: 'delivery.damage', name: '运输破损', parent: 'order' },
  { key: 'order.refund', name: '退款退货', parent: 'order' },
  { key: 'install.booking', name: '预约安装', parent: 'after-sales' },
  { key: 'install.quality', name: '安装质量', parent: 'after-sales' },
  { key: 'repair.aircon', name: '空调维修', parent: 'after-sales' },
  { key: 'repair.washer', name: '洗衣机维修', parent: 'after-sales' },
  { key: 'repair.fridge', name: '冰箱维修', parent: 'after-sales' },
  { key: 'repair.other', name: '小家电维修', parent: 'after-sales' },
  { key: 'usage', name: '使用咨询', parent: 'product' },
  { key: 'order.invoice', name: '发票', parent: 'billing' },
  { key: 'price', name: '价格与促销', parent: 'billing' },
  { key: 'attitude', name: '服务态度', parent: 'other' },
];

/** One kind of matter: how often it comes, who takes it, how long it takes. */
export interface Matter {
  category: string;
  kind: TicketKind;
  team: TeamKey;
  /** Relative frequency on an ordinary day. */
  weight: number;
  /** Median of an agent's working minutes, relative to the average matter. */
  effort: number;
  /** Probability that it is handed to another team, and to which; of several, one by chance. */
  handover?: { to: readonly TeamKey[]; probability: number };
  /** Probability that the customer must be asked something before it can be solved. */
  asks: number;
  /** Median hours until somebody has been there (delivery, fitter, repairer); the ticket is on hold meanwhile. */
  visitHours?: number;
  importance: TicketLevel;
  urgency: TicketLevel;
  products: readonly string[];
  subjects: readonly string[];
}

export const washers = ['HY-W10 波轮洗衣机', 'HY-W20 滚筒洗衣机', 'HY-W30 洗烘一体机'] as const;
const aircons = ['HY-A1 壁挂空调', 'HY-A3 柜式空调', 'HY-A5 新风空调'] as const;
const fridges = ['HY-F2 对开门冰箱', 'HY-F4 十字门冰箱'] as const;
const small = ['HY-S1 空气炸锅', 'HY-S2 净水器', 'HY-S3 扫地机器人', 'HY-S4 热水器'] as const;
export const products = [...aircons, ...washers, ...fridges, ...small];

export const matters: readonly Matter[] = [
  {
    category: 'delivery.late',
    kind: 'request',
    team: 'online',
    weight: 11,
    effort: 0.6,
    asks: 0.1,
    visitHours: 16,
    importance: 'medium',
    urgency: 'high',
    handover: { to: ['dispatch', 'dispatch2'], probability: 0.35 },
    products,
    subjects: ['{p}超过约定时间还没有送到', '{p}物流三天没有更新', '想确认{p}今天能否送达'],
  },
  {
    category: 'delivery.damage',
    kind: 'afterSales',
    team: 'online',
    weight: 4,
    effort: 1.1,
    asks: 0.35,
    visitHours: 30,
    importance: 'high',
    urgency: 'medium',
    products,
    subjects: ['收到的{p}外包装破损、机身凹陷', '{p}签收后发现面板有裂纹'],
  },
  {
    category: 'install.booking',
    kind: 'request',
    team: 'hotline',
    weight: 15,
    effort: 0.7,
    asks: 0.15,
    visitHours: 32,
    importance: 'medium',
    urgency: 'medium',
    handover: { to: ['dispatch', 'dispatch2'], probability: 0.55 },
    products: [...aircons, 'HY-S2 净水器', 'HY-S4 热水器'],
    subjects: ['预约{p}上门安装', '{p}到货了，请安排师傅安装', '{p}安装改约到周末'],
  },
  {
    category: 'install.quality',
    kind: 'complaint',
    team: 'complaints',
    weight: 4,
    effort: 1.8,
    asks: 0.3,
    visitHours: 28,
    importance: 'high',
    urgency: 'medium',
    products: aircons,
    subjects: ['{p}安装后漏水', '{p}安装师傅未按约定时间上门', '{p}安装收费与告知不符'],
  },
  {
    category: 'repair.aircon',
    kind: 'afterSales',
    team: 'repair',
    weight: 11,
    effort: 1.4,
    asks: 0.3,
    visitHours: 26,
    importance: 'high',
    urgency: 'medium',
    products: aircons,
    subjects: ['{p}不制冷', '{p}室内机滴水', '{p}开机报 E4 故障'],
  },
  {
    category: 'repair.washer',
    kind: 'afterSales',
    team: 'repair',
    weight: 8,
    effort: 1.4,
    asks: 0.3,
    visitHours: 30,
    importance: 'high',
    urgency: 'medium',
    products: washers,
    subjects: ['{p}脱水时异响、抖动很大', '{p}不排水', '{p}门锁打不开'],
  },
  {
    category: 'repair.fridge',
    kind: 'afterSales',
    team: 'repair',
    weight: 6,
    effort: 1.4,
    asks: 0.3,
    visitHours: 22,
    importance: 'high',
    urgency: 'high',
    products: fridges,
    subjects: ['{p}冷藏室不冷', '{p}噪音大', '{p}结霜严重'],
  },
  {
    category: 'repair.other',
    kind: 'afterSales',
    team: 'repair',
    weight: 6,
    effort: 1,
    asks: 0.3,
    visitHours: 48,
    importance: 'medium',
    urgency: 'low',
    products: small,
    subjects: ['{p}无法开机', '{p}漏水', '{p}用了两周就坏了'],
  },
  {
    category: 'order.refund',
    kind: 'request',
    team: 'online',
    weight: 9,
    effort: 1,
    asks: 0.4,
    visitHours: 20,
    importance: 'medium',
    urgency: 'medium',
    products,
    subjects: ['申请退货退款：{p}', '{p}七天无理由退货', '退款什么时候到账'],
  },
  {
    category: 'order.invoice',
    kind: 'request',
    team: 'hotline',
    weight: 6,
    effort: 0.4,
    asks: 0.2,
    importance: 'low',
    urgency: 'low',
    products,
    subjects: ['{p}发票抬头开错了', '补开{p}增值税专用发票'],
  },
  {
    category: 'usage',
    kind: 'inquiry',
    team: 'hotline',
    weight: 14,
    effort: 0.4,
    asks: 0.1,
    importance: 'low',
    urgency: 'low',
    products,
    subjects: ['{p}怎么连接手机 App', '{p}滤芯多久换一次', '{p}童锁怎么解除', '{p}保修期多长'],
  },
  {
    category: 'price',
    kind: 'complaint',
    team: 'complaints',
    weight: 3,
    effort: 1.2,
    asks: 0.2,
    importance: 'medium',
    urgency: 'low',
    products,
    subjects: ['刚买的{p}三天后降价，要求补差价', '{p}促销赠品没有收到'],
  },
  {
    category: 'attitude',
    kind: 'complaint',
    team: 'complaints',
    weight: 2,
    effort: 1.6,
    asks: 0.2,
    importance: 'high',
    urgency: 'high',
    products,
    subjects: ['安装{p}的师傅态度恶劣', '客服不耐烦，{p}的问题没有解决就挂了电话'],
  },
];

export const channelWeights: readonly { channel: TicketChannel; weight: number }[] = [
  { channel: 'phone', weight: 42 },
  { channel: 'chat', weight: 27 },
  { channel: 'web', weight: 13 },
  { channel: 'social', weight: 9 },
  { channel: 'email', weight: 5 },
  { channel: 'faceToFace', weight: 4 },
];

export const complaintClassOf: Record<
  string,
  'productQuality' | 'serviceAttitude' | 'processExperience' | 'priceOrFee' | 'communication'
> = {
  'install.quality': 'processExperience',
  price: 'priceOrFee',
  attitude: 'serviceAttitude',
  'repair.washer': 'productQuality',
};

export const tierWeights = [
  { tier: null, weight: 72 },
  { tier: '银卡', weight: 18 },
  { tier: '金卡', weight: 8 },
  { tier: 'VIP', weight: 2 },
] as const;

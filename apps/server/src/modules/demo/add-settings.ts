import type { AutomationInput, MacroInput, MetricTargetInput } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Services } from '../../platform/services.ts';
import { createAutomation } from '../automations/index.ts';
import { createTarget } from '../metrics/index.ts';
import { createMacro } from '../tickets/index.ts';

const targets: readonly Omit<MetricTargetInput, 'from'>[] = [
  { metric: 'sla.attainment', value: 0.9, teamId: null },
  { metric: 'tickets.firstReplyTime', value: 2 * 3_600, teamId: null },
  { metric: 'surveys.csat', value: 0.85, teamId: null },
  { metric: 'surveys.nps', value: 50, teamId: null },
  { metric: 'tickets.resolutionTime', value: 48 * 3_600, teamId: null },
];

const macro = (name: string, text: string, change: MacroInput['change'], position: number): MacroInput => ({
  name,
  visibility: 'all',
  teamId: null,
  text,
  public: true,
  change,
  position,
});
const macros: readonly MacroInput[] = [
  macro(
    '请客户补充信息',
    '您好 {{customer.name}}，请补充订单号与机身条码，我们马上为您处理。',
    { status: 'pendingCustomer' },
    0,
  ),
  macro(
    '已安排上门',
    '您好，工单 #{{ticket.number}} 已安排师傅上门，请保持电话畅通。',
    { status: 'onHold' },
    1,
  ),
  macro('已解决并致谢', '问题已处理完毕，感谢您的耐心等待，祝您生活愉快。', { status: 'solved' }, 2),
];

const automations: readonly AutomationInput[] = [
  {
    name: 'VIP 客户优先',
    description: 'VIP 客户的新工单一律按重要处理。',
    active: true,
    trigger: { on: 'event', event: 'ticket.created' },
    condition: { '==': [{ var: 'ticket.customerTier' }, 'VIP'] },
    steps: [{ action: 'tickets.change', params: { importance: 'high' } }],
  },
  {
    name: '即将超时提醒',
    description: '服务承诺即将到期时加标签，便于组长在列表中一眼看到。',
    active: true,
    trigger: { on: 'event', event: 'sla.warned' },
    condition: true,
    steps: [{ action: 'tickets.tag', params: { tags: ['即将超时'] } }],
  },
];

/** What a living organisation would have set up: targets, macros, automations. */
export async function addSettings(services: Services, tx: Tx, call: Call, since: string): Promise<void> {
  for (const target of targets) await createTarget(tx, call, services.metrics, { ...target, from: since });
  for (const input of macros) await createMacro(tx, call, input);
  for (const input of automations) await createAutomation(services, tx, call, input);
}

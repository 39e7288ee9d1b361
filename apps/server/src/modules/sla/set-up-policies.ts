import { type SlaPolicyInput, slaPolicyCreated } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { tellOfPolicies } from './policy.events.ts';
import { insertPolicy } from './policy.repo.ts';

const HOUR = 3_600;
const promise = (resolutionHours: number) => ({
  firstReply: 2 * HOUR,
  nextReply: 4 * HOUR,
  resolution: resolutionHours * HOUR,
});

/** What an organisation promises until it says otherwise, in working time of its default calendar. */
export function standardPolicy(name: string): SlaPolicyInput {
  return {
    name,
    active: true,
    condition: true,
    targets: { urgent: promise(4), high: promise(8), normal: promise(24), low: promise(40) },
    calendar: { from: 'organisation' },
    pauseStatuses: ['pendingCustomer', 'onHold'],
    pausedClocks: ['resolution'],
    warnBefore: { by: 'share', share: 0.2 },
  };
}

/** The policy of a new organisation: first reply within two working hours, resolution by priority. */
export async function setUpPolicies(tx: Tx, call: Call): Promise<void> {
  const names = { 'zh-CN': '标准服务承诺', 'zh-TW': '標準服務承諾', en: 'Standard promise' };
  // From long ago: imported tickets are then measured against it too, which is the first thing a newcomer asks.
  const input = { ...standardPolicy(names[call.actor.locale]), validFrom: '2000-01-01T00:00:00Z' };
  const policy = await insertPolicy(tx, uuidv7(), input, call.now);
  await tellOfPolicies(tx, call, slaPolicyCreated, [policy]);
}

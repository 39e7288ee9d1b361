import { createHash } from 'node:crypto';
import type { Locale } from '@jingyun/contracts';
import type { Actor } from '../../platform/actor.ts';
import { networkOf } from '../portal/index.ts';

const tenMinutes = 10 * 60_000;
const byAddress = (max: number) => ({ max, timeWindow: tenMinutes, keyGenerator: networkOf });

/** Requests of one address in ten minutes. A tablet on the counter still gets on. */
export const surveyRates = { read: byAddress(600), answer: byAddress(120) } as const;

/** Whoever holds a link: nothing is granted, the link says what may be done. Two links never share an Idempotency-Key. */
export function linkHolder(orgId: string, locale: Locale, token: string): Actor {
  const id = `survey ${createHash('sha256').update(token).digest('base64url')}`;
  return { orgId, type: 'customer', id, name: '', locale, teamIds: [], grants: new Map() };
}

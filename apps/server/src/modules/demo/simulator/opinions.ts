import { random } from './random.ts';
import type { SimStep, SimTicket } from './types.ts';

/** What the retailer asks when a ticket is solved. */
export type OpinionSurvey = 'csat' | 'nps';

/** A customer who was asked, and what came of it; null where no answer came. Times are epoch milliseconds. */
export interface Opinion {
  survey: OpinionSurvey;
  sentAt: number;
  answer: { at: number; satisfaction: number; answers: Record<string, string | number | string[]> } | null;
}

const hour = 3_600_000;
/** Not everybody is asked, and a third answer: as many as retailers report of surveys by short message. */
const asking = { csat: 0.25, nps: 0.05, answers: 0.32 };
/** Where a fitter or a driver has been there, they ask at the door, by a code to scan: half answer. */
const askingAtTheDoor = { csat: 0.9, nps: 0.05, answers: 0.5 };
const answerHours = 9;
/** At most two invitations in thirty days for one customer, as the organisation's own cap says. */
const cap = { times: 2, days: 30 };

/** Keeps whom was asked when, so that nobody is asked too often. */
export function opinionsFrom(seed: number, until: number): (ticket: SimTicket) => Opinion | null {
  const asked = new Map<number, number[]>();
  return (ticket) => {
    const draw = random(seed, 'opinion', ticket.index);
    const share = draw.next();
    const { csat, nps, answers: answerShare } = wasHandedOver(ticket.steps) ? askingAtTheDoor : asking;
    const survey = share < csat ? 'csat' : share < csat + nps ? 'nps' : null;
    const solved = ticket.steps.find((step) => step.type === 'status' && step.status === 'solved');
    if (survey === null || solved === undefined || solved.at >= until) return null;
    const times = asked.get(ticket.customer) ?? [];
    const near = times.filter((at) => Math.abs(solved.at - at) < cap.days * 24 * hour);
    if (near.length >= cap.times) return null;
    asked.set(ticket.customer, [...times, solved.at]);
    const at = Math.round((solved.at + draw.lognormal(answerHours, 1) * hour) / 1_000) * 1_000;
    if (!draw.chance(answerShare) || at >= until || at > solved.at + 13 * 24 * hour)
      return { survey, sentAt: solved.at, answer: null };
    const satisfaction = satisfactionWith(ticket, solved.at) + 0.75 * draw.normal();
    const answers =
      survey === 'csat' ? csatAnswers(satisfaction, ticket, draw) : npsAnswers(satisfaction, draw);
    return { survey, sentAt: solved.at, answer: { at, satisfaction, answers } };
  };
}

/** How content the work leaves a customer, on the scale of 1 to 5: waiting, being handed on, and complaints cost. */
export function satisfactionWith(ticket: SimTicket, solvedAt: number): number {
  const hours = (solvedAt - ticket.at) / hour;
  const waiting = hours <= 24 ? 0 : Math.min(1.2, 0.16 * Math.log2(hours / 24));
  const complaint = ticket.kind === 'complaint' ? 0.5 : 0;
  return 4.65 + ticket.mood - waiting - complaint - (wasHandedOverSlowly(ticket.steps) ? 1.4 : 0);
}

/** How long the ticket lay between two teams; 0 where it stayed with one. */
export function handoverHours(steps: readonly SimStep[]): number {
  let longest = 0;
  let team: string | null = null;
  for (const [index, step] of steps.entries()) {
    if (step.type !== 'assign') continue;
    const before = steps[index - 1];
    if (team !== null && team !== step.team && before !== undefined)
      longest = Math.max(longest, (step.at - before.at) / hour);
    team = step.team;
  }
  return longest;
}

/** Longer than over night: somebody must have overlooked it. */
const slowHours = 16;
const wasHandedOverSlowly = (steps: readonly SimStep[]) => handoverHours(steps) > slowHours;

function wasHandedOver(steps: readonly SimStep[]): boolean {
  const [first, ...later] = steps.flatMap((step) => (step.type === 'assign' ? [step.team] : []));
  return later.some((team) => team !== first);
}

type Draw = ReturnType<typeof random>;
const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, Math.round(value)));

const praise = ['师傅很专业，态度也好。', '处理得很快，谢谢！', '客服耐心，点赞。', '比预期快，满意。'];
const blame = [
  '等了好久没人联系我，打了两次电话才有人来。',
  '转来转去，每次都要重新说一遍。',
  '说好上午来，下午才到。',
  '问题是解决了，但过程太折腾。',
];

/** Why people are not content, as often as each is named; who was handed over slowly mostly says so. */
const reasons = ['slow', 'slow', 'attitude', 'unsolved', 'handover'] as const;
const reasonsAfterHandover = ['handover', 'handover', 'handover', 'slow', 'unsolved'] as const;

function csatAnswers(
  satisfaction: number,
  { steps }: SimTicket,
  draw: Draw,
): Record<string, string | number | string[]> {
  const score = clamp(satisfaction, 1, 5);
  const effort = clamp(satisfaction * 1.35 + 0.4 + 0.6 * draw.normal(), 1, 7);
  const said = draw.chance(score <= 2 ? 0.6 : 0.2);
  return {
    score,
    ...(score <= 3
      ? { reason: [draw.pick(wasHandedOverSlowly(steps) ? reasonsAfterHandover : reasons)] }
      : {}),
    effort,
    ...(said ? { words: draw.pick(score <= 3 ? blame : praise) } : {}),
  };
}

function npsAnswers(satisfaction: number, draw: Draw): Record<string, string | number | string[]> {
  const score = clamp(satisfaction * 2.1 - 0.3 + 0.9 * draw.normal(), 0, 10);
  return { score, ...(draw.chance(0.2) ? { words: draw.pick(score <= 6 ? blame : praise) } : {}) };
}

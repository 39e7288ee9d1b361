import { handoverDelay } from './plants.ts';
import type { Random } from './random.ts';
import type { Staff } from './staff.ts';
import type { Remedy, SimStep } from './types.ts';
import { words } from './words.ts';
import { type Matter, type TeamKey, teams } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;

/** How long customers take to answer a question: half within five hours, some never. */
const answerHours = 5;
const neverAnswers = 0.06;
const answeredAtOnce = 0.85;
const reopenShare = 0.045;
const closesAfter = 72 * hour;

/**
 * The life of one ticket from its arrival, worked by whoever is free. Everything that
 * would happen is played; the caller drops what lies beyond the simulated time.
 */
export function lifeOf(
  matter: Matter,
  at: number,
  minutes: number,
  progress: number,
  staff: Staff,
  draw: Random,
  remedies: readonly Remedy[],
): SimStep[] {
  const steps: SimStep[] = [];
  let { agent, at: now } = staff.first(matter.team, at);
  let team: TeamKey = matter.team;
  const assign = (by: number | null) => steps.push({ type: 'assign', at: now, team, agent, by });
  const reply = (text: string) => steps.push({ type: 'reply', at: now, agent, text });
  const status = (next: 'pendingCustomer' | 'onHold' | 'solved') =>
    steps.push({ type: 'status', at: now, agent, status: next });

  assign(null);
  const work = draw.lognormal(minutes * matter.effort, 0.6);
  const isPassedOn = matter.handover !== undefined && draw.chance(matter.handover.probability);
  const isAsked = draw.chance(matter.asks);
  // What needs nobody else is mostly answered at once: that is the first contact resolution.
  const isAnsweredAtOnce =
    !isPassedOn && !isAsked && matter.visitHours === undefined && draw.chance(answeredAtOnce);
  now = staff.work(agent, now, Math.min(10, work * 0.3), 'first');
  if (!isAnsweredAtOnce) reply(words.firstReply(draw));

  const { handover } = matter;
  if (handover !== undefined && isPassedOn) {
    now += minute;
    const before = agent;
    team = draw.pick(handover.to);
    const extraHours = handoverDelay(team, progress, now, remedies);
    steps.push({ type: 'note', at: now, agent: before, text: words.handover(draw, nameOf(team)) });
    ({ agent, at: now } = staff.first(team, now + draw.lognormal(extraHours, 0.3) * hour));
    assign(before);
  }

  if (isAsked) {
    now = staff.work(agent, now + minute, work * 0.2, 'later');
    reply(words.ask(draw));
    status('pendingCustomer');
    if (draw.chance(neverAnswers)) now += 7 * 24 * hour;
    else {
      now += draw.lognormal(answerHours, 0.9) * hour;
      steps.push({ type: 'customer', at: now, text: words.answer(draw) });
    }
    now = staff.again(agent, now + 5 * minute);
  }

  if (matter.visitHours !== undefined) {
    now += minute;
    status('onHold');
    now = staff.again(agent, now + draw.lognormal(matter.visitHours, 0.5) * hour);
  }

  now = staff.work(agent, now + minute, work * 0.6, 'later');
  reply(words.solve(draw));
  status('solved');
  if (draw.chance(reopenShare)) {
    now += draw.lognormal(20, 0.8) * hour;
    steps.push({ type: 'customer', at: now, text: words.reopen(draw) });
    steps.push({ type: 'status', at: now, agent: null, status: 'open' });
    now = staff.again(agent, now + 10 * minute);
    now = staff.work(agent, now, work * 0.7, 'later');
    reply(words.solve(draw));
    status('solved');
  }
  steps.push({ type: 'status', at: now + closesAfter, agent: null, status: 'closed' });
  return steps.map((step) => ({ ...step, at: Math.round(step.at / 1_000) * 1_000 }));
}

function nameOf(team: TeamKey): string {
  return teams.find(({ key }) => key === team)!.name;
}

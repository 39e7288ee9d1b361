import { personName } from './names.ts';
import { type Random, random } from './random.ts';
import type { SimAgent } from './types.ts';
import { matters, type TeamKey, teams } from './world.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** The retailer is in Shanghai, which has had no daylight saving time since 1991. */
export const offset = 8 * hour;

interface Worker extends SimAgent {
  /** Working speed: 1 is average. */
  skill: number;
  /** The weekday (0–6) on which this person's two days off begin. */
  off: number;
  freeAt: number;
  mood: number;
  moodDay: number;
}

/** The people who do the work: shifts, days off, skill, moods, and who is free next. */
export class Staff {
  readonly agents: readonly SimAgent[];
  readonly #workers: readonly Worker[];
  readonly #byTeam: ReadonlyMap<TeamKey, readonly Worker[]>;
  readonly #seed: number;

  /** @param count of all agents; each team gets its share by the work that comes to it. */
  constructor(seed: number, count: number) {
    this.#seed = seed;
    const draw = random(seed, 'staff');
    const work = new Map<TeamKey, number>(teams.map(({ key }) => [key, 0]));
    for (const { team, weight, effort, handover } of matters) {
      const passed = handover?.probability ?? 0;
      work.set(team, work.get(team)! + weight * effort * (1 - passed / 2));
      for (const to of handover?.to ?? [])
        work.set(to, work.get(to)! + (weight * effort * passed) / handover!.to.length);
    }
    const total = [...work.values()].reduce((a, b) => a + b);
    const workers: Worker[] = [];
    for (const { key } of teams) {
      const size = Math.max(3, Math.round((count * work.get(key)!) / total));
      for (let i = 0; i < size; i++) workers.push(worker(draw, workers.length, key, i === 0));
    }
    this.#workers = workers;
    this.agents = workers;
    this.#byTeam = new Map(teams.map(({ key }) => [key, workers.filter((one) => one.team === key)]));
  }

  /** Of a team, whoever can start first at or after `at`, and when. */
  first(team: TeamKey, at: number): { agent: number; at: number } {
    let best = { agent: -1, at: Number.POSITIVE_INFINITY };
    for (const one of this.#byTeam.get(team)!) {
      const start = onShift(one, Math.max(one.freeAt, at));
      if (start < best.at) best = { agent: one.index, at: start };
    }
    return best;
  }

  /** When an agent can go on with something: at `at`, or when the next shift begins. */
  again(agent: number, at: number): number {
    return onShift(this.#workers[agent]!, at);
  }

  /**
   * Has an agent work from `start` for the time given in average minutes. A first touch
   * begins when the agent is free and keeps others waiting; a later one comes between
   * other work and pushes that back by its length. @returns when it is done.
   */
  work(agent: number, start: number, averageMinutes: number, touch: 'first' | 'later'): number {
    const one = this.#workers[agent]!;
    const takes = (averageMinutes * 60_000) / (one.skill * this.#moodOf(one, start));
    one.freeAt = (touch === 'first' ? start : one.freeAt) + takes;
    return start + takes;
  }

  /** Good days and bad days: a slow wave of ±15 % in speed. */
  #moodOf(one: Worker, at: number): number {
    const today = Math.floor((at + offset) / day);
    while (one.moodDay < today) {
      one.moodDay = one.moodDay === 0 ? today : one.moodDay + 1;
      one.mood = 0.8 * one.mood + 0.6 * random(this.#seed, 'mood', one.index, one.moodDay).normal();
    }
    return Math.exp(0.1 * one.mood);
  }
}

function worker(draw: Random, index: number, team: TeamKey, isLead: boolean): Worker {
  return {
    index,
    name: personName(draw),
    team,
    isLead,
    skill: draw.lognormal(1, 0.2),
    off: draw.whole(0, 6),
    freeAt: 0,
    mood: 0,
    moodDay: 0,
  };
}

/** The first moment at or after `at` on which somebody works: 9–18 or, every other week, 12–21, five days a week. */
function onShift(one: Worker, at: number): number {
  let moment = at;
  for (;;) {
    const local = moment + offset;
    const today = Math.floor(local / day);
    const weekday = (today + 3) % 7;
    const week = Math.floor((today + 3) / 7);
    const begins = (week + one.index) % 2 === 0 ? 9 * hour : 12 * hour;
    const time = local - today * day;
    const isOff = (weekday - one.off + 7) % 7 < 2;
    if (!isOff && time < begins + 9 * hour) return time < begins ? today * day + begins - offset : moment;
    moment = (today + 1) * day - offset;
  }
}

import { type PromisedKind, promisedKinds } from '@jingyun/contracts';
import { countedAt, resume, retarget, startClock, stopClock, turn } from './clock.ts';
import type {
  Clock,
  Happening,
  Outcome,
  PauseReason,
  Promised,
  PromiseFor,
  TicketFacts,
  TicketSla,
} from './sla.types.ts';

/*
 * What follows for a ticket's clocks from all that happened to it.
 *
 * firstReply  from creation to the first public reply of an agent
 * nextReply   from a customer's message to the next public reply; one clock a round, none before the first reply
 * resolution  from creation to solved; goes on when the ticket is reopened, with what it had counted
 * imported    the verdict of the system the ticket came from, in place of a resolution promise of ours
 *
 * Solving answers the customer: it stops the reply clocks too. A clock is broken once its due time has passed
 * while it counted, for good. The promise is looked for again whenever a field changes that policies ask
 * about; a promise that begins to hold later starts its clock then.
 */

/** Statuses in which nothing more is promised. */
const DONE = new Set(['solved', 'closed']);
const PAUSES: Readonly<Record<string, PauseReason>> = {
  pendingCustomer: 'waitingForCustomer',
  onHold: 'onHold',
};
const MATCHED = ['kind', 'channel', 'priority', 'categoryId', 'teamId', 'customerTier', 'tags'] as const;

/**
 * The clocks of a ticket and the outcomes on the way.
 *
 * @param happenings the whole history in order of time; what comes before the creation is ignored
 * @param promiseFor finds the promise for the ticket as it is at each moment
 */
export function ticketSla(happenings: readonly Happening[], promiseFor: PromiseFor): TicketSla {
  const history = new History(happenings, promiseFor);
  for (const happening of happenings) history.take(happening);
  return { clocks: history.clocks, outcomes: history.outcomes, facts: history.facts };
}

class History {
  readonly clocks: Clock[] = [];
  readonly outcomes: Outcome[] = [];
  facts: TicketFacts | null = null;
  readonly #promiseFor: PromiseFor;
  readonly #verdict: boolean | undefined;
  #promised: Promised | null = null;
  #answered = false;
  #awaiting = false;
  #withdrawn = false;
  #createdAt = 0;

  constructor(happenings: readonly Happening[], promiseFor: PromiseFor) {
    this.#promiseFor = promiseFor;
    for (const happening of happenings) {
      if (happening.type === 'created') this.#verdict = happening.sourceVerdict;
    }
  }

  take(happening: Happening): void {
    if (happening.type === 'created') this.#create(happening.at, happening.facts);
    if (this.facts === null || this.#withdrawn || happening.type === 'created') return;
    for (const clock of this.clocks) this.#noteBreach(clock, happening.at);
    if (happening.type === 'replied') this.#reply(happening.at, happening.by);
    else if (happening.type === 'changed') this.#change(happening.at, this.facts, happening.facts);
    else this.#withdraw(happening.at);
  }

  #create(at: number, facts: TicketFacts): void {
    if (this.facts !== null) return;
    this.#createdAt = at;
    this.facts = { ...facts, status: 'new' };
    this.#promised = this.#promiseFor(facts);
    this.#startDue(at);
    this.#change(at, this.facts, { status: facts.status });
  }

  #reply(at: number, by: 'agent' | 'customer'): void {
    if (by === 'customer') {
      this.#awaiting = true;
    } else {
      this.#awaiting = false;
      this.#answered = true;
      this.#stop('firstReply', at);
      this.#stop('nextReply', at);
    }
    this.#startDue(at);
  }

  #change(at: number, before: TicketFacts, changes: Partial<TicketFacts>): void {
    const after = { ...before, ...changes };
    this.facts = after;
    if (MATCHED.some((field) => !same(before[field], after[field]))) this.#rematch(at, after);
    if (before.status === after.status) return;
    const [wasDone, isDone] = [DONE.has(before.status), DONE.has(after.status)];
    if (isDone && !wasDone) this.#solve(at);
    else if (wasDone && !isDone) this.#reopen(at);
    else if (!isDone) for (const clock of this.#open()) turn(clock, at, this.#pauseOf(clock));
    this.#startDue(at);
  }

  #solve(at: number): void {
    this.#answered = true;
    this.#awaiting = false;
    for (const kind of promisedKinds) this.#stop(kind, at);
    if (this.#verdict !== undefined && !this.clocks.some((clock) => clock.kind === 'imported')) {
      this.#keepVerdict(at, this.#verdict);
    }
  }

  #reopen(at: number): void {
    const clock = this.clocks.find((candidate) => candidate.kind === 'resolution');
    if (clock === undefined) return;
    resume(clock, at, null);
    retarget(clock, at, this.#promised, this.#pauseFor('resolution'));
    this.#noteExcess(clock, at);
  }

  #withdraw(at: number): void {
    for (const clock of this.#open()) stopClock(clock, at, true);
    this.#withdrawn = true;
  }

  /** Looks for the promise again and puts the open clocks under it. */
  #rematch(at: number, facts: TicketFacts): void {
    this.#promised = this.#promiseFor(facts);
    for (const clock of this.#open()) {
      retarget(clock, at, this.#promised, this.#pauseFor(clock.kind as PromisedKind));
      this.#noteExcess(clock, at);
    }
    this.#startDue(at);
  }

  /** Starts whatever clock should run and does not. */
  #startDue(at: number): void {
    if (this.facts === null || DONE.has(this.facts.status)) return;
    const promised = this.#promised;
    if (promised === null) return;
    const running = new Set(this.#open().map((clock) => clock.kind));
    const ended = (kind: PromisedKind) => this.clocks.some((clock) => clock.kind === kind);
    const wanted: Record<PromisedKind, boolean> = {
      firstReply: !this.#answered && !ended('firstReply'),
      nextReply: this.#answered && this.#awaiting && !running.has('nextReply'),
      resolution: this.#verdict === undefined && !ended('resolution'),
    };
    for (const kind of promisedKinds) {
      if (!wanted[kind] || promised.targets[kind] === undefined) continue;
      const cycle = 1 + this.clocks.filter((clock) => clock.kind === kind).length;
      this.clocks.push(startClock(kind, cycle, at, promised, this.#pauseFor(kind)));
    }
  }

  #stop(kind: PromisedKind, at: number): void {
    for (const clock of this.#open()) {
      if (clock.kind !== kind) continue;
      stopClock(clock, at);
      if (clock.end === 'met') this.#note(clock, 'met', at);
    }
  }

  /** The source's word, as a clock that began with the ticket and ends when it is solved. */
  #keepVerdict(at: number, kept: boolean): void {
    const clock: Clock = {
      kind: 'imported',
      cycle: 1,
      run: 1,
      promised: null,
      targetSeconds: null,
      startedAt: this.#createdAt,
      countedMs: 0,
      since: at,
      pause: 'noPromise',
      dueAt: null,
      warnAt: null,
      breachedAt: kept ? null : at,
      stoppedAt: at,
      end: kept ? 'met' : 'breached',
      past: [],
    };
    this.clocks.push(clock);
    this.#note(clock, kept ? 'met' : 'breached', at);
  }

  #noteBreach(clock: Clock, at: number): void {
    if (clock.breachedAt !== null || clock.stoppedAt !== null || clock.dueAt === null || clock.dueAt >= at)
      return;
    clock.breachedAt = clock.dueAt;
    this.#note(clock, 'breached', clock.dueAt);
  }

  /** A promise made shorter than what has been counted is broken at once, though the clock may rest. */
  #noteExcess(clock: Clock, at: number): void {
    if (clock.breachedAt !== null || clock.targetSeconds === null) return;
    if (clock.countedMs <= clock.targetSeconds * 1000) return;
    clock.breachedAt = at;
    clock.warnAt = null;
    this.#note(clock, 'breached', at);
  }

  #note(clock: Clock, what: Outcome['what'], at: number): void {
    if (this.facts === null) return;
    this.outcomes.push({
      what,
      at,
      kind: clock.kind,
      cycle: clock.cycle,
      run: clock.run,
      policyId: clock.promised?.policyId ?? null,
      targetSeconds: clock.targetSeconds,
      dueAt: clock.dueAt,
      countedSeconds: countedAt(clock, at),
      facts: this.facts,
    });
  }

  #open(): Clock[] {
    return this.clocks.filter((clock) => clock.stoppedAt === null);
  }

  #pauseOf(clock: Clock): PauseReason | null {
    return clock.targetSeconds === null ? 'noPromise' : this.#pauseFor(clock.kind as PromisedKind);
  }

  #pauseFor(kind: PromisedKind): PauseReason | null {
    const status = this.facts?.status ?? 'new';
    const paused =
      this.#promised?.pausedClocks.includes(kind) && this.#promised.pauseStatuses.includes(status);
    return paused ? (PAUSES[status] ?? 'onHold') : null;
  }
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => item === b[index]);
  return a === b;
}

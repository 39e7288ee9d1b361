import { type CalendarRules, type SlaPolicy, WEEKDAYS } from '@jingyun/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { CompiledCalendar } from '../../platform/time/compiled-calendar.ts';
import { matchPolicy, type PolicyVersion, policiesInForce } from './match-policy.ts';
import type { Promised, PromiseFor, TicketFacts } from './sla.types.ts';

/** One recorded version of what clocks depend on. */
export type Term = { seq: number; subjectId: string } & (
  | { kind: 'policy'; data: SlaPolicy | { deletedAt: string } }
  | { kind: 'calendar'; data: { rules: CalendarRules; isDefault: boolean } }
  | { kind: 'team'; data: { calendarId: string | null } }
);

/** A draft of a term that is not numbered yet. */
export type TermDraft = Term extends infer T ? (T extends Term ? Omit<T, 'seq'> : never) : never;

interface Versioned<T> {
  seq: number;
  value: T;
}

/** Where an organisation has no calendar at all, every hour counts. */
const always = new CompiledCalendar({
  timeZone: 'UTC',
  weekly: Object.fromEntries(
    WEEKDAYS.map((day) => [day, [{ from: '00:00', to: '24:00' }]]),
  ) as CalendarRules['weekly'],
  holidays: [],
  makeupDays: [],
  exceptions: [],
});

/**
 * All recorded versions of an organisation's policies, calendars and team calendars, in the order of the log.
 * Questions are asked as of a number in that order, so that a clock can be reckoned again as it was.
 */
export class Terms {
  seq = 0;
  /** The newest term that is not a policy: what a reckoning takes calendars from. */
  calendarSeq = 0;
  readonly #policies: PolicyVersion[] = [];
  readonly #calendars = new Map<string, Versioned<CompiledCalendar>[]>();
  readonly #defaults: Versioned<string>[] = [];
  readonly #teams = new Map<string, Versioned<string | null>[]>();

  /** Takes the next term. Terms come in order, each once. */
  add(term: Term): void {
    this.seq = term.seq;
    if (term.kind !== 'policy') this.calendarSeq = term.seq;
    if (term.kind === 'policy') this.#addPolicy(term.seq, term.subjectId, term.data);
    if (term.kind === 'team')
      listOf(this.#teams, term.subjectId).push({ seq: term.seq, value: term.data.calendarId });
    if (term.kind === 'calendar') {
      listOf(this.#calendars, term.subjectId).push({
        seq: term.seq,
        value: new CompiledCalendar(term.data.rules),
      });
      if (term.data.isDefault) this.#defaults.push({ seq: term.seq, value: term.subjectId });
    }
  }

  /** The default calendar as of the newest term. A calendar that ceases to be it gives way only to the next. */
  defaultCalendarId(asOf = this.seq): string | null {
    return newest(this.#defaults, asOf) ?? null;
  }

  teamCalendarId(teamId: string, asOf = this.seq): string | null {
    return newest(this.#teams.get(teamId), asOf) ?? null;
  }

  /**
   * How promises are found for one ticket.
   *
   * @param recorded the newest term when the ticket was recorded: decides on policies
   * @param asOf the newest term that calendars are taken from
   * @param createdAt epoch milliseconds
   */
  promiseFor(recorded: number, asOf: number, createdAt: number): PromiseFor {
    const policies = policiesInForce(this.#policies, recorded, createdAt);
    return (facts) => {
      const policy = matchPolicy(policies, facts);
      return policy === undefined ? null : this.#promised(policy, facts, asOf);
    };
  }

  #promised(policy: SlaPolicy, facts: TicketFacts, asOf: number): Promised {
    const calendarId = this.#calendarFor(policy, facts.teamId, asOf);
    const compiled = calendarId === null ? undefined : newest(this.#calendars.get(calendarId), asOf);
    return {
      policyId: policy.id,
      calendarId,
      targets: policy.targets[facts.priority],
      calendar: compiled ?? always,
      pauseStatuses: policy.pauseStatuses,
      pausedClocks: policy.pausedClocks,
      warnBefore: policy.warnBefore,
    };
  }

  #calendarFor(policy: SlaPolicy, teamId: string | null, asOf: number): string | null {
    if (policy.calendar.from === 'calendar') return policy.calendar.calendarId;
    const own = policy.calendar.from === 'team' && teamId !== null ? this.teamCalendarId(teamId, asOf) : null;
    return own ?? this.defaultCalendarId(asOf);
  }

  #addPolicy(seq: number, id: string, data: SlaPolicy | { deletedAt: string }): void {
    if (!('deletedAt' in data)) {
      this.#policies.push({ seq, from: Date.parse(data.validFrom), policy: data, deleted: false });
      return;
    }
    const last = this.#policies.findLast((version) => version.policy.id === id);
    if (last === undefined) return;
    this.#policies.push({ seq, from: Date.parse(data.deletedAt), policy: last.policy, deleted: true });
  }
}

function listOf<T>(lists: Map<string, T[]>, key: string): T[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const made: T[] = [];
  lists.set(key, made);
  return made;
}

function newest<T>(versions: readonly Versioned<T>[] | undefined, asOf: number): T | undefined {
  return versions?.findLast((version) => version.seq <= asOf)?.value;
}

/** The terms of every organisation that this process has asked about; versions never change, so only new ones are read. */
export class TermsCache {
  readonly #byOrg = new Map<string, Terms>();

  /** The organisation's terms, with all that the transaction sees. */
  async load(tx: Tx): Promise<Terms> {
    const newest = await sql<{ seq: number }>`
      select coalesce(max(seq), 0) as seq from sla_terms where org_id = ${tx.orgId}
    `.execute(tx.db);
    const known = this.#byOrg.get(tx.orgId);
    // What was taken in a transaction that failed was never recorded.
    const terms = known !== undefined && known.seq <= (newest.rows[0]?.seq ?? 0) ? known : new Terms();
    this.#byOrg.set(tx.orgId, terms);
    if (terms.seq === newest.rows[0]?.seq) return terms;
    const { rows } = await sql<{ seq: number; kind: Term['kind']; subject_id: string; data: never }>`
      select seq, kind, subject_id, data from sla_terms
      where org_id = ${tx.orgId} and seq > ${terms.seq} order by seq
    `.execute(tx.db);
    for (const row of rows) {
      // Two loads may run at once: the later one finds some already taken.
      if (row.seq > terms.seq)
        terms.add({ seq: row.seq, kind: row.kind, subjectId: row.subject_id, data: row.data });
    }
    return terms;
  }

  forget(orgId: string): void {
    this.#byOrg.delete(orgId);
  }
}

/** Records the next version; it is the newest from here on. */
export async function recordTerm(tx: Tx, terms: Terms, draft: TermDraft): Promise<void> {
  const term = { ...draft, seq: terms.seq + 1 } as Term;
  await sql`
    insert into sla_terms (org_id, seq, kind, subject_id, data)
    values (${tx.orgId}, ${term.seq}, ${term.kind}, ${term.subjectId}, ${term.data}::jsonb)
  `.execute(tx.db);
  terms.add(term);
}

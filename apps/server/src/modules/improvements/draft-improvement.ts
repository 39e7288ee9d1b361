import type { ImprovementDraft, ImprovementOrigin, MetricFilters } from '@jingyun/contracts';
import { type Actor, authorise, type Call, systemActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { say } from '../../platform/i18n/server-words.ts';
import { valueLabels } from '../../platform/metrics/describe-metric.ts';
import type { MetricSources } from '../../platform/metrics/query-metric.ts';
import { type AlertRow, readAlert } from '../charts/index.ts';
import { answerQuery } from '../metrics/index.ts';
import { getOrganisation } from '../people/index.ts';
import { readTicket } from '../tickets/index.ts';
import { seesNumbers } from './improvement.policy.ts';
import { draftWords, sayValue } from './improvement.words.ts';
import { teamsOf } from './plan.rules.ts';

/** How often a complaint's like happened is counted over so many days before it. */
const lookBack = 90;

/**
 * The plan of an improvement as the data of a record fill it, in the reader's language: of an alert the metric, since
 * when, and the value beside its limits; of a ticket how many like it there were. Nothing is saved.
 *
 * @throws ServiceError forbidden, not_found, metric_unknown
 */
export async function draftImprovement(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  from: ImprovementOrigin,
): Promise<ImprovementDraft> {
  authorise(call.actor, 'improvements.manage');
  if (from.type === 'ticket') return draftFromTicket(tx, call, sources, from.id);
  return draftFromAlert(tx, call, sources, await readAlert(tx, call, from.id));
}

async function draftFromAlert(
  tx: Tx,
  call: Call,
  { metrics }: MetricSources,
  alert: AlertRow,
): Promise<ImprovementDraft> {
  const { locale } = call.actor;
  const metric = metrics.get(alert.metric);
  const { timeZone } = await getOrganisation(tx);
  const dateOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const value = (number: number) => sayValue(metric.unit, number, locale);
  const names: string[] = [];
  for (const dimension of metric.dimensions) {
    const keys = alert.chartFilters[dimension]?.map((key) => key ?? '');
    if (keys === undefined) continue;
    names.push(...(await valueLabels(tx, metrics, dimension, keys, locale)).values());
  }
  const params = {
    metric: say(metric.words, locale),
    chart: alert.chartName,
    from: dateOf(alert.bucketFrom),
    date: dateOf(alert.bucket),
    value: value(alert.value),
    centre: value(alert.centre),
    lower: value(alert.lower),
    upper: value(alert.upper),
  };
  return {
    title: say(draftWords.alertTitle, locale, params).slice(0, 120),
    teamIds: teamsOf(alert.chartFilters),
    problem: {
      what: say(draftWords.alertWhat, locale, params),
      where: names.length === 0 ? say(draftWords.everywhere, locale) : names.slice(0, 20).join(', '),
      when: say(draftWords.alertWhen, locale, params),
      howMuch: say(draftWords.alertHowMuch, locale, params),
    },
    metric: alert.metric,
    filters: alert.chartFilters,
    // Counts and sums of longer buckets are not per day, which is what an aim of theirs is.
    aim: metric.kind === 'count' || metric.kind === 'sum' ? null : alert.centre,
  };
}

async function draftFromTicket(
  tx: Tx,
  call: Call,
  sources: MetricSources,
  id: string,
): Promise<ImprovementDraft> {
  const { locale } = call.actor;
  const ticket = await readTicket(tx, call, id);
  const { timeZone } = await getOrganisation(tx);
  const day = ticket.createdAt.toZonedDateTimeISO(timeZone).toPlainDate();
  const metric = ticket.kind === 'complaint' ? 'tickets.complaints' : 'tickets.created';
  const filters: MetricFilters = ticket.categoryId === null ? {} : { category: [ticket.categoryId] };
  // One number, and no secret of single tickets: counted as the product itself.
  const { total } = await answerQuery(tx, { actor: systemActor(tx.orgId), now: call.now }, sources, {
    metric,
    grain: 'month',
    compare: 'none',
    percentiles: [],
    filters,
    range: { from: day.subtract({ days: lookBack }).toString(), to: day.toString() },
  });
  const labels = await valueLabels(tx, sources.metrics, 'category', [ticket.categoryId ?? ''], locale);
  const teams = await valueLabels(tx, sources.metrics, 'team', [ticket.teamId ?? ''], locale);
  const params = {
    number: ticket.number,
    subject: ticket.subject,
    date: day.toString(),
    days: lookBack,
    count: total.value ?? 0,
    category: [...labels.values()].join(),
  };
  return {
    title: say(draftWords.ticketTitle, locale, params).slice(0, 120),
    teamIds: ticket.teamId === null ? [] : [ticket.teamId],
    problem: {
      what: say(draftWords.ticketWhat, locale, params),
      where: [...labels.values(), ...teams.values()].join(', '),
      when: say(draftWords.ticketWhen, locale, params),
      howMuch: say(draftWords.ticketHowMuch, locale, params),
    },
    ...measureFor(call.actor, metric, filters, ticket.teamId),
    aim: null,
  };
}

/** All of its like where the actor may see them, else those of the ticket's team, else no measure yet. */
function measureFor(
  actor: Actor,
  metric: string,
  filters: MetricFilters,
  teamId: string | null,
): Pick<ImprovementDraft, 'metric' | 'filters'> {
  if (seesNumbers(actor, filters)) return { metric, filters };
  const ofTeam = { ...filters, team: [teamId] };
  return seesNumbers(actor, ofTeam) ? { metric, filters: ofTeam } : { metric: null, filters: {} };
}
